// Flag, then environment, then poolsize.json, then default: the texts of all inputs, and where each came
// from.
#pragma once

#include "arguments.hpp"
#include "sources/config.hpp"

#include <poolsize/error.hpp>
#include <poolsize/units.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace poolsize::cli {

struct Given {
  std::string text;
  std::string origin;  ///< "--rps" or "workload.rps"
  Location where;
};

/// The name that a flag has in its section of poolsize.json: "max_wait".
std::string config_key(const Flag&);

/// What was given for each flag that is not a pool setting: typed, or in poolsize.json.
class Inputs {
 public:
  Inputs(const Arguments& arguments, const sources::Config& config)
      : arguments_(arguments), config_(config) {}

  std::optional<Given> find(std::string_view flag) const;
  bool has(std::string_view flag) const { return find(flag).has_value(); }
  bool typed(std::string_view flag) const { return arguments_.has(flag); }

  /// `parse` of the text, or nothing; what it throws is told with where the text came from.
  template <class Parse>
  auto read(std::string_view flag, Parse parse) const -> std::optional<decltype(parse(std::string_view{}))> {
    const std::optional<Given> given = find(flag);
    if (!given) return std::nullopt;
    return parsed(*given, parse);
  }

  std::optional<Duration> duration(std::string_view flag) const { return read(flag, parse_duration); }
  std::optional<Duration> positive_duration(std::string_view flag) const;
  std::optional<Rate> positive_rate(std::string_view flag) const;
  std::optional<Count> count(std::string_view flag, Count least, Count most) const;
  std::optional<double> factor(std::string_view flag, double least) const;
  /// One of the words that the flag allows.
  std::optional<std::string> choice(std::string_view flag) const;

  template <class Parse>
  static auto parsed(const Given& given, Parse parse) {
    try {
      return parse(std::string_view(given.text));
    } catch (const Error& error) {
      throw Error(error.failure(), given.origin + " " + error.what(), given.where);
    }
  }

 private:
  const Arguments& arguments_;
  const sources::Config& config_;
};

}  // namespace poolsize::cli
