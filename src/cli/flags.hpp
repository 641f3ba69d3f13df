// Every flag of the command line, defined once: parsing, help, manuals and completions all read this table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::cli {

/// Flags that belong together, under one heading in the help and one section of poolsize.json.
enum class Group : std::uint8_t {
  workload,
  settings,
  costs,
  application,
  deployment,
  server,
  goal,
  method,
  recording,
  simulation,
  measuring,
  writing,
  verdict,
  walking,
  curing,
  input,
  output,
};

/// What a flag takes; names the placeholder in the help, the example in an error and the hint in a
/// completion.
enum class Takes : std::uint8_t {
  nothing,
  boolean,
  duration,
  rate,
  count,
  share,
  factor,
  percentile,
  file,
  choice,
  pairs,
  words
};

struct Flag {
  Group group;
  std::string_view name;  ///< without dashes
  Takes takes;
  std::string_view brief;     ///< one line, lower case, no final dot
  std::string_view fallback;  ///< the default in words; empty where there is none
  std::string_view
      choices;            ///< for Takes::choice its words, for Takes::file endings of names, separated by '|'
  std::string_view more;  ///< what the one line leaves out
  char letter = 0;        ///< the short form, if any
  bool repeats = false;   ///< every value counts, not only the last
};

struct GroupHeading {
  Group group;
  std::string_view heading;
  std::string_view section;  ///< the section of poolsize.json that holds these; empty if none does
};

std::span<const Flag> flags();
std::span<const GroupHeading> groups();
const GroupHeading& heading_of(Group);

/// The placeholder for the value of a flag ("DURATION"), and a value that would be right ("100ms").
std::string_view placeholder(Takes);
std::string_view example(Takes);

/// `text`, which must be one of `choices` ("a|b|c"). Throws Error(Failure::input) with the nearest of them.
std::string chosen(std::string_view choices, std::string_view text);

/// "a|b|c" -> {"a", "b", "c"}
std::vector<std::string_view> split_choices(std::string_view choices);

}  // namespace poolsize::cli
