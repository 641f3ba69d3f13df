#include "help.hpp"

#include "call.hpp"
#include "cli/manual/pages.hpp"
#include "exit_code.hpp"
#include "render/layout.hpp"

#include <poolsize/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

namespace poolsize::cli {
namespace {

using render::Definitions;
using render::wrapped;

std::string usage_line(const Command& command) {
  std::string line = fmt::format("Usage: poolsize {} [OPTION]...", command.name);
  if (!command.words.empty()) line += fmt::format(" [{}]...", command.words);
  return line + '\n';
}

std::string examples_text(std::span<const Example> examples) {
  std::string text;
  for (const Example& example : examples) {
    text += fmt::format("  poolsize {}\n", example.line) + wrapped(example.says, "      ", 6);
  }
  return text.empty() ? text : (examples.size() == 1 ? "\nExample:\n" : "\nExamples:\n") + text;
}

std::string exit_codes_text() {
  std::string text;
  for (const ExitMeaning& meaning : exit_meanings)
    text += fmt::format("{}{} {}", text.empty() ? "Exit status: " : "; ", meaning.code, meaning.says);
  return '\n' + wrapped(text + '.', "", 0);
}

/// "one of text, json; default text"
std::string limits_of(const Command& command, const Flag& flag) {
  std::string text;
  std::vector<std::string_view> choices;
  if (flag.takes == Takes::choice) choices = split_choices(choices_of(command, flag));
  for (const std::string_view choice : choices)
    text += fmt::format("{}{}", text.empty() ? "one of " : ", ", choice);
  if (!flag.fallback.empty()) text += fmt::format("{}default {}", text.empty() ? "" : "; ", flag.fallback);
  return text;
}

std::string paragraph(const Command& command, const Flag& flag, bool full) {
  std::string text(flag.brief);
  const std::string limits = limits_of(command, flag);
  if (!limits.empty()) text += fmt::format(" ({})", limits);
  if (full && !flag.more.empty()) text += fmt::format(". {}", flag.more);
  return text;
}

std::string flags_text(const Command& command, bool full) {
  std::string text;
  for (const GroupHeading& heading : groups()) {
    Definitions rows;
    for (const Flag& flag : flags())
      if (flag.group == heading.group && command.takes(flag))
        rows.add(usage_of(flag), paragraph(command, flag, full));
    if (!rows.empty()) text += fmt::format("\n{}:\n{}", heading.heading, rows.text(full ? 24 : 36));
  }
  return text;
}

}  // namespace

std::string usage_of(const Flag& flag) {
  std::string text = flag.letter != 0 ? fmt::format("-{}, ", flag.letter) : "";
  text += flag.takes == Takes::boolean ? fmt::format("--[no-]{}", flag.name) : fmt::format("--{}", flag.name);
  const std::string_view value = placeholder(flag.takes);
  return value.empty() ? text : fmt::format("{} {}", text, value);
}

std::string overview_text() {
  Definitions rows;
  for (const Command& command : commands()) rows.add(std::string(command.name), std::string(command.brief));
  return fmt::format(
      "poolsize right-sizes database connection pools and proves it.\n\n"
      "Usage: poolsize COMMAND [OPTION]...\n\nCommands:\n{}\n"
      "Start with: poolsize recommend --rps 100 --duration 100ms\n"
      "More about a command: poolsize COMMAND --help\n",
      rows.text());
}

std::string short_help_text(const Command& command) {
  return usage_line(command) + wrapped(fmt::format("{}.", command.brief), "", 0) +
         examples_text(command.examples.first(std::min<std::size_t>(1, command.examples.size()))) +
         flags_text(command, false) + fmt::format("\nMore: poolsize {} --help\n", command.name);
}

std::string help_text(const Command& command) {
  return usage_line(command) + '\n' + wrapped(fmt::format("{}: {}.", command.name, command.brief), "", 0) +
         wrapped(command.about, "", 0) + examples_text(command.examples) + flags_text(command, true) +
         exit_codes_text();
}

std::string unknown_command(std::string_view typed) {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  if (typed.starts_with('-')) {
    return fmt::format("unknown option {}; write a command first, such as poolsize recommend", quoted(typed));
  }
  const auto nearest = closest(typed, names);
  return fmt::format(
      "unknown command {}; {}", quoted(typed),
      nearest ? fmt::format("did you mean {}?", *nearest) : "poolsize --help lists those there are");
}

int help(Call& call) {
  const auto& words = call.arguments().words;
  if (words.empty()) return call.show(overview_text()), fine;
  if (words.size() > 1)
    throw Error(Failure::input, fmt::format("help shows one page; write poolsize help {}", words.front()));
  const Command* command = find_command(words.front());
  if (command == nullptr) throw Error(Failure::input, unknown_command(words.front()));
  call.show(render::to_text(command_page(*command)));
  return fine;
}

}  // namespace poolsize::cli
