#include "config_file.hpp"

#include "flags.hpp"
#include "inputs.hpp"
#include "sources/files.hpp"

namespace poolsize::cli {

std::vector<sources::ConfigSection> config_sections() {
  std::vector<sources::ConfigSection> sections;
  for (const GroupHeading& heading : groups()) {
    if (heading.section.empty()) continue;
    sources::ConfigSection section{std::string(heading.section), {}};
    for (const Flag& flag : flags())
      if (flag.group == heading.group && flag.takes != Takes::nothing)
        section.keys.push_back(config_key(flag));
    sections.push_back(std::move(section));
  }
  return sections;
}

sources::Config read_config(const std::string& file) {
  return sources::parse_config(sources::read_text(file), sources::shown_name(file), config_sections());
}

}  // namespace poolsize::cli
