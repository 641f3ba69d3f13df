#include "cli/inputs.hpp"
#include "pages.hpp"
#include "render/manual_schema.hpp"

#include <poolsize/rules.hpp>

#include <fmt/format.h>

namespace poolsize::cli {
namespace {

using render::Manual;
using render::ManualSection;

constexpr std::string_view workload_example = R"({
  "schema": "poolsize.workload/v1",
  "rps": 120,
  "hold": {"quantiles": {"p50": 0.02, "p95": 0.08, "p99": 0.25}},
  "arrivals": {"scv": 1.5},
  "source": "load test of the orders service"
}
)";

constexpr std::string_view config_example = R"({
  "schema": "poolsize.config/v1",
  "workload": {"rps": 100, "duration": "100ms"},
  "deployment": {"instances": 4, "surge": "25%"},
  "server": {"max_connections": 200},
  "rules": {
    "pre-ping-off": "off",
    "pool-timeout-long": {"severity": "info", "longest_s": 30}
  },
  "environments": {
    "*staging*": {"server": {"max_connections": 50}}
  }
}
)";

ManualSection example_section(std::string_view text) {
  ManualSection section{.heading = "EXAMPLES", .blocks = {}};
  section.add_verbatim(std::string(text));
  return section;
}

ManualSection sections_of_config() {
  ManualSection section{.heading = "SECTIONS", .blocks = {}};
  section.add(
      "Each key is an option of the commands, with _ in place of -, and its value is what the option would "
      "be given, as a "
      "string, or as a number, true or false where it is one.");
  for (const GroupHeading& heading : groups()) {
    if (heading.section.empty()) continue;
    section.add_subheading(std::string(heading.section));
    for (const Flag& flag : flags()) {
      if (flag.group != heading.group || flag.takes == Takes::nothing) continue;
      section.add_item(fmt::format("`{}`", config_key(flag)),
                       fmt::format("`--{}`: {}.", flag.name, flag.brief));
    }
  }
  section.add_subheading("rules");
  section.add(
      "The id of a rule, and its severity: `off`, `info`, `warning` or `error`. An object in place of the "
      "severity has it as `severity`, and beside it the rule's thresholds, each a number within its range; "
      "what is left out is as it was. The rules and their thresholds are in poolsize-rules(7).");
  section.add_subheading("environments");
  section.add(
      "Objects with the sections above, each by a pattern of files: check lays it over the rest for a file "
      "whose path, from the folder of poolsize.json, has the pattern; of several that fit, a later one over "
      "an earlier. In a pattern `?` is one character, `*` any number of them, `[a-z]` one of a set; one "
      "without a slash is asked of every part of the path, so that `*prod*` finds app.prod.env and "
      "prod/app.env, and one with a slash of the whole path, where `**` is any number of folders.");
  return section;
}

}  // namespace

Manual config_page() {
  Manual page{.name = "poolsize.json",
              .section = 5,
              .brief = "what a repository says of its database connection pool",
              .sections = {}};
  ManualSection description{.heading = "DESCRIPTION", .blocks = {}};
  description.add(
      "A JSON object with `\"schema\": \"poolsize.config/v1\"` and the sections below, all of which may be "
      "left out. poolsize "
      "reads the nearest one in the working directory or above it, unless `--config` names another. Flags "
      "and the "
      "variables of the environment go before it.");
  description.add(
      "A section, a key or a rule that there is not is an error, with the nearest that there is.");
  page.sections = {std::move(description), example_section(config_example), sections_of_config(),
                   see_also_section(page.name)};
  return page;
}

Manual workload_page() {
  Manual page{.name = "workload.json",
              .section = 5,
              .brief = "how often database connections are wanted and how long they are held",
              .sections = {}};
  ManualSection description{.heading = "DESCRIPTION", .blocks = {}};
  description.add(
      "A JSON object that `--workload` reads; `-` is standard input. Units are those of the SI and stand in "
      "the names: _s "
      "are seconds. What is left out is not known. A flag goes before what the file says of the same.");
  description.add("The JSON Schema is printed by `poolsize explain schema workload`.");
  ManualSection members{.heading = "MEMBERS", .blocks = {}};
  render::add_members(members, "schema workload");
  description.add(
      "Recorded requests may be in the file, or in a CSV file that it names: `\"trace\": {\"file\": "
      "\"trace.csv\"}`. simulate plays them, the other commands take from them what the file does not say "
      "otherwise: the rate, how requests come, how long connections are held.");
  page.sections = {std::move(description), example_section(workload_example), std::move(members),
                   see_also_section(page.name)};
  return page;
}

}  // namespace poolsize::cli
