// The members of a document, as its JSON Schema describes them, in a page of the manual.
#pragma once

#include "manual.hpp"

#include <string_view>

namespace poolsize::render {

/// An item for each member of the schema of that topic ("schema workload"): "hold.mean_s", its type and what
/// it means. Throws std::out_of_range if there is no such schema.
void add_members(ManualSection&, std::string_view topic);

}  // namespace poolsize::render
