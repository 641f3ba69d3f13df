#include "commands.hpp"
#include "generate.hpp"
#include "render/explanations.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += fmt::format("{}{}", text.empty() ? "" : " ", word);
  return text;
}

std::vector<std::string> dashed(const Command& command) {
  std::vector<std::string> names;
  for (const Flag& flag : flags()) {
    if (!command.takes(flag)) continue;
    names.push_back(fmt::format("--{}", flag.name));
    if (flag.takes == Takes::boolean) names.push_back(fmt::format("--no-{}", flag.name));
    if (flag.letter != 0) names.push_back(fmt::format("-{}", flag.letter));
  }
  return names;
}

/// What stands where the command takes a word.
std::string words_of(const Command& command) {
  if (command.words == "FILE") return "_poolsize_files";
  std::vector<std::string> words;
  if (command.words == "COMMAND")
    for (const Command& each : commands()) words.emplace_back(each.name);
  if (command.words == "TOPIC") {
    for (const render::Topic& topic : render::topics())
      if (topic.name.find(' ') == std::string_view::npos) words.emplace_back(topic.name);
  }
  return words.empty() ? ":" : fmt::format("_poolsize_words '{}'", joined(words));
}

/// The values of one flag: a case of the shell's.
std::string values_case(const Command& command, const Flag& flag) {
  const std::string pattern =
      flag.letter != 0 ? fmt::format("--{} | -{}", flag.name, flag.letter) : fmt::format("--{}", flag.name);
  if (flag.takes == Takes::file) return fmt::format("        {}) _poolsize_files; return ;;\n", pattern);
  std::string choices(choices_of(command, flag));
  std::ranges::replace(choices, '|', ' ');
  if (choices.empty()) return fmt::format("        {}) return ;;\n", pattern);
  return fmt::format("        {}) _poolsize_words '{}'; return ;;\n", pattern, choices);
}

std::string command_case(const Command& command) {
  std::string values;
  for (const Flag& flag : flags()) {
    if (!command.takes(flag) || flag.takes == Takes::nothing || flag.takes == Takes::boolean) continue;
    values += values_case(command, flag);
  }
  if (!values.empty()) values = fmt::format("      case $before in\n{}      esac\n", values);
  return fmt::format(
      "    {})\n{}      if [[ $current == -* ]]; then _poolsize_words '{}'; else {}; fi\n      ;;\n",
      command.name, values, joined(dashed(command)), words_of(command));
}

}  // namespace

std::string bash_completion() {
  std::vector<std::string> names;
  std::string cases;
  for (const Command& command : commands()) {
    names.emplace_back(command.name);
    cases += command_case(command);
  }
  return fmt::format(
      "# bash completion for poolsize; printed by the program: poolsize generate bash\n"
      "# shellcheck shell=bash\n\n"
      "_poolsize_words() {{ mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$current\"); }}\n"
      "_poolsize_files() {{ compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "
      "\"$current\"); }}\n\n"
      "_poolsize() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}}\n"
      "  # Bash splits --flag=value at the sign.\n"
      "  if [[ $current == = ]]; then current=; elif [[ $before == = ]]; then "
      "before=${{COMP_WORDS[COMP_CWORD - 2]}}; fi\n"
      "  COMPREPLY=()\n"
      "  if ((COMP_CWORD == 1)); then\n"
      "    _poolsize_words '{} --help --version'\n"
      "    return\n"
      "  fi\n"
      "  case ${{COMP_WORDS[1]}} in\n{}  esac\n"
      "}}\n\n"
      "complete -F _poolsize poolsize\n",
      joined(names), cases);
}

std::string generated(std::string_view kind) {
  if (kind == "manual") return manual_page();
  if (kind == "bash") return bash_completion();
  throw Error(Failure::input, fmt::format("{} cannot be generated; write manual or bash", quoted(kind)));
}

}  // namespace poolsize::cli
