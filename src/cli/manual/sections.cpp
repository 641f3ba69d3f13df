#include "cli/exit_code.hpp"
#include "pages.hpp"

#include <poolsize/settings.hpp>

#include <fmt/format.h>

namespace poolsize::cli {

using render::ManualSection;

ManualSection exit_status_section() {
  ManualSection section{.heading = "EXIT STATUS", .blocks = {}};
  for (const ExitMeaning& meaning : exit_meanings)
    section.add_item(fmt::format("{}", meaning.code), fmt::format("{}.", meaning.says));
  return section;
}

ManualSection environment_section(bool flags) {
  ManualSection section{.heading = "ENVIRONMENT", .blocks = {}};
  section.add(
      fmt::format("The variables of the application, in any case, as the application reads them. A bare "
                  "number of a time is in "
                  "seconds. `--env-file` reads them from a file instead, `--env-prefix` changes what their "
                  "names begin with{}.",
                  flags ? ", and a flag goes before its variable" : ""));
  for (const Setting& setting : settings_table) {
    const std::string_view pool =
        setting.pool() == PoolKind::sqlalchemy ? "SQLAlchemy's pool" : "asyncpg's pool";
    const std::string same = flags ? fmt::format(" The same as `--{}`.", setting.flag) : "";
    section.add_item(fmt::format("{}{}", default_env_prefix, setting.variable),
                     fmt::format("{} of {}: {}.{}", setting.name, pool, setting.meaning, same));
  }
  section.add_item(
      "`DATABASE_URL`, `DATABASE_*_URL`",
      "Each is an engine with a pool of its own, unless `--engines` says how many there are. Their "
      "passwords are never shown.");
  section.add_item("NO_COLOR",
                   "Where it is set and not empty, there is no colour unless `--color` asks for it.");
  return section;
}

ManualSection files_section() {
  ManualSection section{.heading = "FILES", .blocks = {}};
  section.add_item(
      "`poolsize.json`",
      "What a repository says of its workload, deployment, server, goal and rules: the nearest one in "
      "the working directory or above it, or the one of `--config`. See poolsize.json(5).");
  section.add_item("`workload.json`",
                   "Traffic, measured or written by hand, for `--workload`. See workload.json(5).");
  return section;
}

ManualSection see_also_section(std::string_view name) {
  std::string all;
  const auto add = [&](std::string_view page, int section) {
    if (page != name) all += fmt::format("{}{}({})", all.empty() ? "" : ", ", page, section);
  };
  add("poolsize", 1);
  for (const Command& command : commands()) add(fmt::format("poolsize-{}", command.name), 1);
  add("poolsize.json", 5);
  add("workload.json", 5);
  add("poolsize-models", 7);
  add("poolsize-rules", 7);
  ManualSection section{.heading = "SEE ALSO", .blocks = {}};
  section.add(all);
  return section;
}

}  // namespace poolsize::cli
