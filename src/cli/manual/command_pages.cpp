#include "cli/help.hpp"
#include "pages.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace poolsize::cli {
namespace {

using render::Manual;
using render::ManualSection;

std::string sentence(std::string_view text) { return std::string(text) + (text.ends_with('.') ? "" : "."); }

void add_flag(ManualSection& section, const Command& command, const Flag& flag) {
  std::string text = sentence(flag.brief);
  if (!flag.more.empty()) text += ' ' + sentence(flag.more);
  if (flag.takes == Takes::choice)
    text += fmt::format(" One of {}.", fmt::join(split_choices(choices_of(command, flag)), ", "));
  if (!flag.fallback.empty()) text += fmt::format(" Default: {}.", flag.fallback);
  section.add_item(usage_of(flag), text);
}

ManualSection options_section(const Command& command) {
  ManualSection section{.heading = "OPTIONS", .blocks = {}};
  for (const GroupHeading& heading : groups()) {
    bool headed = false;
    for (const Flag& flag : flags()) {
      if (flag.group != heading.group || !command.takes(flag)) continue;
      if (!headed) section.add_subheading(std::string(heading.heading));
      headed = true;
      add_flag(section, command, flag);
    }
  }
  return section;
}

ManualSection examples_of(std::span<const Example> examples) {
  ManualSection section{.heading = "EXAMPLES", .blocks = {}};
  for (const Example& example : examples)
    section.add_item(fmt::format("`poolsize {}`", example.line), sentence(example.says));
  return section;
}

}  // namespace

Manual command_page(const Command& command) {
  Manual page{.name = fmt::format("poolsize-{}", command.name),
              .section = 1,
              .brief = std::string(command.brief),
              .sections = {}};
  ManualSection synopsis{.heading = "SYNOPSIS", .blocks = {}};
  synopsis.add(fmt::format("`poolsize {}` [OPTION]...{}", command.name,
                           command.words.empty() ? "" : fmt::format(" [{}]...", command.words)));
  ManualSection description{.heading = "DESCRIPTION", .blocks = {}};
  description.add(std::string(command.about));
  for (const std::string_view paragraph : more_about(command.name)) description.add(std::string(paragraph));

  page.sections = {std::move(synopsis), std::move(description)};
  if (!command.examples.empty()) page.sections.push_back(examples_of(command.examples));
  page.sections.push_back(options_section(command));
  page.sections.push_back(exit_status_section());
  if (command.has(Group::input)) {
    page.sections.push_back(environment_section(command.has(Group::settings)));
    page.sections.push_back(files_section());
  }
  page.sections.push_back(see_also_section(page.name));
  return page;
}

Manual overview_page() {
  Manual page{.name = "poolsize",
              .section = 1,
              .brief = "right-size a database connection pool and prove it",
              .sections = {}};
  ManualSection synopsis{.heading = "SYNOPSIS", .blocks = {}};
  synopsis.add("`poolsize` COMMAND [OPTION]...");

  ManualSection description{.heading = "DESCRIPTION", .blocks = {}};
  for (const std::string_view paragraph : more_about("")) description.add(std::string(paragraph));

  ManualSection list{.heading = "COMMANDS", .blocks = {}};
  for (const Command& command : commands())
    list.add_item(fmt::format("`{}`", command.name),
                  fmt::format("{}. See poolsize-{}(1).", command.brief, command.name));

  ManualSection options{.heading = "OPTIONS", .blocks = {}};
  options.add("Behind a command stand the options that its page and its `--help` name; in place of one:");
  options.add_item("-h, --help", "List the commands.");
  options.add_item("-V, --version", "Print the version.");

  ManualSection examples{.heading = "EXAMPLES", .blocks = {}};
  for (const Command& command : commands()) {
    if (command.examples.empty()) continue;
    const Example& example = command.examples.front();
    examples.add_item(fmt::format("`poolsize {}`", example.line), sentence(example.says));
  }
  page.sections = {std::move(synopsis),       std::move(description), std::move(examples),
                   std::move(list),           std::move(options),     exit_status_section(),
                   environment_section(true), files_section(),        see_also_section(page.name)};
  return page;
}

std::vector<Manual> manual_pages() {
  std::vector<Manual> pages{overview_page()};
  for (const Command& command : commands()) pages.push_back(command_page(command));
  for (const auto page : {config_page, workload_page, models_page, rules_page}) pages.push_back(page());
  return pages;
}

}  // namespace poolsize::cli
