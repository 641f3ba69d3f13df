// Pools that Python code makes with literal settings: create_engine(…, pool_size=10), create_async_engine(…)
// and asyncpg.create_pool(…), and dicts of such settings, as frameworks take them. The code is scanned, never
// executed: what is not a literal is not known.
#pragma once

#include "node.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// The longest Python text that is read, in bytes.
inline constexpr std::size_t largest_python = std::size_t{4} << 20;

struct PythonArgument {
  std::string name;
  std::string value;  ///< a number in digits, a string without its quotes, "true", "false"
  Place name_at;
  Place value_at;
  bool literal = false;  ///< else the value is computed, and empty here
  std::string symbol;    ///< the last word of an expression that names something: "NullPool" of pool.NullPool
};

struct PythonCall {
  std::string function;  ///< without what stands before its dot: "create_engine"; "dict" for any dict
  std::string module;    ///< that: "asyncpg", or empty; of a dict the words that stand on its line before it
  Place at;
  std::string url;                        ///< the first argument where it is a string
  std::vector<PythonArgument> arguments;  ///< of several with one name the last one counts
  bool more = false;  ///< has `**something` among its arguments that is not a dict written in the same text
};

/// Calls of these functions, and dicts that none of them takes, in their order; comments, strings and nested
/// calls are seen for what they are. Throws Error(Failure::input) for a text that is no UTF-8 or too long;
/// whatever else is wrong with the code, as much is found as can be.
std::vector<PythonCall> parse_python_calls(std::string_view text, std::string_view file);

}  // namespace poolsize::sources
