// The page of a rule: what it looks for, why that matters, and the cure.
#pragma once

#include <poolsize/rules.hpp>

#include <string>

namespace poolsize::render {

std::string rule_page(const Rule&);

}  // namespace poolsize::render
