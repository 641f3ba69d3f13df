#include "scripts.hpp"
#include "values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

namespace poolsize::cli {
namespace {

constexpr std::string_view head = R"zsh(#compdef poolsize
# zsh completion for poolsize, printed by `poolsize completion zsh`

_poolsize() {
  local curcontext=$curcontext state state_descr line
  local -A opt_args
  integer ret=1
  _arguments -C \
    '(- : *)'{-h,--help}'[list the commands]' \
    '(- : *)--version[show the version]' \
    '1:command:_poolsize_commands' \
    '*:: :->command' && ret=0
  if [[ $state == command ]] && (( $+functions[_poolsize-$words[1]] )); then
    curcontext=${curcontext%:*}-$words[1]:
    _poolsize-$words[1] && ret=0
  fi
  return ret
}

# A number, then one of the units: _poolsize_units HINT UNIT:MEANING...
_poolsize_units() {
  local hint=$1
  shift
  local -a units=("$@")
  if compset -P '[0-9.]##'; then
    _describe -t units unit units
  else
    _message -e values $hint
  fi
}

# Words, and behind one of them = and a file.
_poolsize_outputs() {
  local -a known=("$@")
  if compset -P '*='; then
    _files
  else
    _wanted values expl word compadd -a known
  fi
}

# Files with one of these endings, and folders; all files where there are neither.
_poolsize_files() {
  local endings=${(j:|:)@}
  _files -g "(*.($endings)|.($endings).*)(D-.)"
}

# What may follow the words that are there already: _poolsize_phrases WORDS WORD:MEANING... -- WORDS ...
_poolsize_phrases() {
  local -a known
  local before="$words[1,CURRENT-1]"
  while (( $# )); do
    if [[ $1 == $before ]]; then
      known=("${(@)argv[2,(ie)--]}")
      known[-1]=()
      _describe -t topics word known
      return
    fi
    shift $argv[(ie)--]
  done
  _message -e words 'no more words'
}
)zsh";

constexpr std::string_view foot = R"zsh(
# Either zsh called this file for a completion, or somebody sourced it.
if [[ ${funcstack[1]-} == _poolsize ]]; then
  _poolsize "$@"
else
  compdef _poolsize poolsize
fi
)zsh";

/// `text` with a backslash before each of `special`.
std::string escaped(std::string_view text, std::string_view special) {
  std::string safe;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

/// Between single quotes.
std::string single(std::string_view text) {
  std::string safe = "'";
  for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return safe + '\'';
}

std::string described(const std::vector<Candidate>& candidates) {
  std::string text;
  for (const auto& [word, says] : candidates) {
    text += ' ' + single(says.empty() ? escaped(word, ":\\") : escaped(word, ":\\") + ':' + says);
  }
  return text;
}

std::string words_in(const std::vector<Candidate>& candidates) {
  std::string text;
  for (const Candidate& candidate : candidates)
    text += fmt::format("{}{}", text.empty() ? "" : " ", candidate.word);
  return text;
}

std::string files(const std::vector<std::string_view>& endings) {
  return endings.empty() ? "_files" : fmt::format(" _poolsize_files {}", fmt::join(endings, " "));
}

/// The action of an option's argument, in the words of _arguments; the blank in front keeps it from adding
/// arguments.
std::string action(const Values& values) {
  switch (values.wanted) {
    case Wanted::words:
      return fmt::format("({})", words_in(values.words));
    case Wanted::units:
      return fmt::format(" _poolsize_units \"{}\"{}", values.hint, described(values.words));
    case Wanted::outputs:
      return fmt::format(" _poolsize_outputs {}", words_in(values.words));
    case Wanted::files:
      return files(values.endings);
    case Wanted::settings: {
      std::string keys;
      for (const auto& [word, says] : values.words)
        keys += ' ' + single(fmt::format("{}[{}]:value: ", word, escaped(says, "[]\\:")));
      return "_values -s , setting" + keys;
    }
    case Wanted::anything:
      break;
  }
  return " ";
}

std::string spec(const Command& command, const Flag& flag) {
  const std::vector<std::string> names = spellings(flag);
  const std::string says = escaped(flag.brief, "[]\\:");
  const bool repeated = repeats(command, flag);
  std::string value;
  if (has_value(flag)) {
    const Values values = values_of(command, flag);
    value = fmt::format(":{}:{}", escaped(values.hint, ":\\"), escaped(action(values), ":"));
  }
  std::string text;
  for (const std::string& name : names) {
    const bool is_long = name.starts_with("--");
    const std::string_view sign = value.empty() ? "" : is_long ? "=" : "+";
    const std::string others = repeated              ? "*"
                               : flag.name == "help" ? "(- : *)"
                                                     : fmt::format("({})", fmt::join(names, " "));
    const std::string_view no = name.starts_with("--no-") ? "no " : "";
    text += " \\\n    " + single(fmt::format("{}{}{}[{}{}]{}", others, name, sign, no, says, value));
  }
  return text;
}

std::string operands(const Command& command) {
  if (takes_files(command)) {
    return " \\\n    " + single("*:file:" + escaped(files(split_choices(command.word_choices)), ":"));
  }
  std::string phrases;
  for (const auto& [before, candidates] : phrases_of(command))
    phrases += fmt::format(" {}{} --", single(before), described(candidates));
  return phrases.empty() ? "" : " \\\n    " + single("*::word: _poolsize_phrases" + escaped(phrases, ":"));
}

std::string function_of(const Command& command) {
  std::string specs;
  for (const Flag& flag : flags())
    if (command.takes(flag)) specs += spec(command, flag);
  return fmt::format("\n_poolsize-{}() {{\n  _arguments -s -S{}{}\n}}\n", command.name, specs,
                     operands(command));
}

}  // namespace

std::string zsh_completion() {
  std::vector<Candidate> names;
  std::string functions;
  for (const Command& command : commands()) {
    names.push_back({std::string(command.name), std::string(command.brief)});
    functions += function_of(command);
  }
  return std::string(head) +
         fmt::format(
             "\n_poolsize_commands() {{\n  local -a known=({})\n  _describe -t commands command known\n}}\n",
             described(names)) +
         functions + std::string(foot);
}

}  // namespace poolsize::cli
