// schemas/config.schema.json, made from the tables of flags and rules.
#pragma once

#include <string>

namespace poolsize::cli {

/// The JSON Schema of poolsize.json, as it is committed.
std::string config_schema();

}  // namespace poolsize::cli
