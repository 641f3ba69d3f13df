#include "scripts.hpp"
#include "values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace poolsize::cli {
namespace {

constexpr std::string_view engine = R"bash(
# Offers $1 in place of the value that is being typed: without what bash keeps of the word before it.
_poolsize_offer() {
  local whole=$before$1
  COMPREPLY+=("${whole#"$kept"}")
}

_poolsize_words() {
  local word
  for word; do [[ $word != "$value"* ]] || _poolsize_offer "$word"; done
}

# The units that may follow a number.
_poolsize_units() {
  local unit number=${value%%[!0-9.]*}
  [[ $number ]] || return 0
  for unit; do [[ $number$unit != "$value"* ]] || _poolsize_offer "$number$unit"; done
}

# Files with one of these endings, and folders; all files where there are neither.
_poolsize_files() {
  local name ending place
  local -a all=() fit=()
  compopt -o filenames 2>/dev/null
  while IFS= read -r name; do
    case ${name##*/} in .) continue ;; ..) [[ $value == *.. ]] || continue ;; esac
    place=${name/#\~\//"${HOME-}"/}
    # What stands before the name hides from bash that it is a folder.
    if [[ -d $place && $kept != "$before"* ]]; then
      compopt -o nospace 2>/dev/null
      name+=/
    fi
    all+=("$name")
    if [[ -d $place ]]; then
      fit+=("$name")
    else
      for ending; do
        case $name in *."$ending" | ."$ending".* | */."$ending".*) fit+=("$name"); break ;; esac
      done
    fi
  done < <(compgen -f -- "$value")
  (($# && ${#fit[@]})) || fit=(${all[@]+"${all[@]}"})
  for name in ${fit[@]+"${fit[@]}"}; do _poolsize_offer "$name"; done
}

# key=value pairs between commas.
_poolsize_settings() {
  local key
  compopt -o nospace 2>/dev/null
  case ${value##*,} in *=*) return 0 ;; esac
  [[ $value != *,* ]] || { before+=${value%,*},; value=${value##*,}; }
  for key; do [[ $key= != "$value"* ]] || _poolsize_offer "$key="; done
}

# Words, and behind one of them = and a file.
_poolsize_outputs() {
  if [[ $value == *=* ]]; then
    before+=${value%%=*}=
    value=${value#*=}
    _poolsize_files
  else
    _poolsize_words "$@"
  fi
}

# The flags that may still be given.
_poolsize_switches() {
  local flag
  for flag in $flags; do
    [[ $given == *" $flag "* && $repeated != *" $flag "* ]] || _poolsize_words "$flag"
  done
}

_poolsize() {
  # Bash takes --flag=value and a:b apart. Here each is a word again; `kept` is what bash keeps of the last one.
  local IFS=$' \t\n' i piece joined='' kept=''
  local -a words=()
  COMPREPLY=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    piece=${COMP_WORDS[i]}
    if [[ $i -gt 0 && $piece && ! ${piece//[=:]/} ]]; then
      joined=1 words[${#words[@]}-1]+=$piece kept=${words[${#words[@]}-1]}
    elif [[ $joined && ( $piece || ${COMP_LINE:COMP_POINT-1:1} != [[:space:]] ) ]]; then
      joined='' kept=${words[${#words[@]}-1]} words[${#words[@]}-1]+=$piece
    else
      joined='' kept='' words+=("$piece")
    fi
  done

  local last=$((${#words[@]} - 1)) before='' value flag flags='' valued='' repeated='' given=' ' phrase='' ended=''
  value=${words[last]} flag=''
  if ((last < 2)); then
    if [[ $value == -* ]]; then _poolsize_words --help --version; else _poolsize_commands; fi
    return 0
  fi
  _poolsize_flags "${words[1]}"

  # What was typed before: flags, their values, and the words between them.
  for ((i = 2; i < last; i++)); do
    if [[ $flag ]]; then
      flag=''
    elif [[ $ended || ${words[i]} != -* || ${words[i]} == - ]]; then
      phrase+=${phrase:+ }${words[i]}
    elif [[ ${words[i]} == -- ]]; then
      ended=1
    else
      given+="${words[i]%%=*} "
      [[ ${words[i]} == *=* || $valued != *" ${words[i]} "* ]] || flag=${words[i]}
    fi
  done

  if [[ ! $flag && ! $ended && $value == --*=* ]]; then
    flag=${value%%=*} before=$flag= value=${value#*=}
    [[ $valued == *" $flag "* ]] || return 0
  fi
  if [[ $flag ]]; then
    _poolsize_value "${words[1]}" "$flag"
  elif [[ ! $ended && $value == -* ]]; then
    _poolsize_switches
  else
    [[ ! $ended ]] || flags=''
    _poolsize_operands "${words[1]}" "$phrase"
  fi
}

complete -F _poolsize poolsize
)bash";

std::string quoted_for_bash(std::string_view word) {
  if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./%=") ==
      std::string_view::npos)
    return std::string(word);
  return fmt::format("'{}'", word);
}

std::string words_in(const std::vector<Candidate>& candidates) {
  std::string text;
  for (const Candidate& candidate : candidates) text += ' ' + quoted_for_bash(candidate.word);
  return text;
}

/// The call that offers values; empty where only the user knows.
std::string offer(const Values& values) {
  switch (values.wanted) {
    case Wanted::words:
      return "_poolsize_words" + words_in(values.words);
    case Wanted::units:
      return "_poolsize_units" + words_in(values.words);
    case Wanted::settings:
      return "_poolsize_settings" + words_in(values.words);
    case Wanted::outputs:
      return "_poolsize_outputs" + words_in(values.words);
    case Wanted::files:
      return fmt::format("_poolsize_files {}", fmt::join(values.endings, " "));
    case Wanted::anything:
      break;
  }
  return "";
}

std::string line_of_case(std::string_view pattern, std::string_view action) {
  return fmt::format("    {}) {} ;;\n", pattern, action);
}

/// Which flags a command has: all, those with a value, those that may be repeated.
std::string flags_function() {
  std::string cases;
  for (const Command& command : commands()) {
    std::string all;
    std::string valued;
    std::string repeated;
    for (const Flag& flag : flags()) {
      if (!command.takes(flag)) continue;
      for (const std::string& name : spellings(flag)) {
        all += ' ' + name;
        if (has_value(flag)) valued += ' ' + name;
        if (repeats(command, flag)) repeated += ' ' + name;
      }
    }
    cases += fmt::format("    {})\n      flags='{} '\n      valued='{} '\n      repeated='{} '\n      ;;\n",
                         command.name, all, valued, repeated);
  }
  return fmt::format("\n_poolsize_flags() {{\n  case $1 in\n{}  esac\n}}\n", cases);
}

/// The patterns of "command flag" of a flag: in all commands, or in those that take the flag so.
std::string patterns_of(const Flag& flag, const std::vector<std::string_view>& takers, bool all) {
  std::vector<std::string> patterns;
  for (const std::string& spelling : spellings(flag)) {
    if (all) {
      patterns.push_back(fmt::format("*' {}'", spelling));
      continue;
    }
    for (const std::string_view name : takers) patterns.push_back(fmt::format("'{} {}'", name, spelling));
  }
  return fmt::format("{}", fmt::join(patterns, " | "));
}

/// The values of the flags; those that are the same in all commands, and of several flags, stand once.
std::string value_function() {
  std::vector<std::pair<std::string, std::string>> cases;  // what is offered, and to which flags
  for (const Flag& flag : flags()) {
    if (!has_value(flag)) continue;
    std::map<std::string, std::vector<std::string_view>> commands_of;
    for (const Command& command : commands())
      if (command.takes(flag)) commands_of[offer(values_of(command, flag))].push_back(command.name);
    for (const auto& [action, takers] : commands_of) {
      if (action.empty()) continue;
      const std::string patterns = patterns_of(flag, takers, commands_of.size() == 1);
      const auto known = std::ranges::find(cases, action, [](const auto& row) { return row.first; });
      if (known == cases.end())
        cases.emplace_back(action, patterns);
      else
        known->second += " | " + patterns;
    }
  }
  std::string text;
  for (const auto& [action, patterns] : cases) text += line_of_case(patterns, action);
  return fmt::format("\n_poolsize_value() {{\n  case \"$1 $2\" in\n{}  esac\n}}\n", text);
}

std::string operands_function() {
  std::string cases;
  for (const Command& command : commands()) {
    if (takes_files(command)) {
      cases += line_of_case(fmt::format("'{}:'*", command.name),
                            offer({.wanted = Wanted::files, .endings = split_choices(command.word_choices)}));
    }
    for (const auto& [before, candidates] : phrases_of(command))
      cases += line_of_case(fmt::format("'{}:{}'", command.name, before),
                            "_poolsize_words" + words_in(candidates));
  }
  return fmt::format(
      "\n# What a command takes behind the words that it has already; a command that takes none shows its "
      "flags.\n"
      "_poolsize_operands() {{\n  case \"$1:$2\" in\n{}    *) _poolsize_switches ;;\n  esac\n}}\n",
      cases);
}

std::string commands_function() {
  std::string names;
  for (const Command& command : commands()) names += fmt::format(" {}", command.name);
  return fmt::format("_poolsize_commands() {{ _poolsize_words{}; }}\n", names);
}

}  // namespace

std::string bash_completion() {
  return "# bash completion for poolsize, printed by `poolsize completion bash`\n# shellcheck "
         "shell=bash\n\n" +
         commands_function() + flags_function() + value_function() + operands_function() +
         std::string(engine);
}

}  // namespace poolsize::cli
