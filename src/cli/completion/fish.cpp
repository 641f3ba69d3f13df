#include "scripts.hpp"
#include "values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <string_view>

namespace poolsize::cli {
namespace {

constexpr std::string_view head = R"fish(# fish completion for poolsize, printed by `poolsize completion fish`

# Looks at the line once for all the conditions: the command, and the flags that it was given.
function __poolsize_look
    set -l line (commandline -cp)
    test "$line" = "$__poolsize_line"; and return
    set -l words (commandline -opc)
    set -g __poolsize_line $line
    set -g __poolsize_command $words[2]
    set -g __poolsize_given $words[3..]
    # The last word may be the very flag whose value is being typed.
    string match -q -- '*=*' "$words[-1]"; or set -e __poolsize_given[-1]
    set __poolsize_given (string replace -r '=.*' '' -- $__poolsize_given | string replace -r -- '^--no-' --)
    for i in (seq 1 2 (count $__poolsize_letters))
        contains -- $__poolsize_letters[$i] $__poolsize_given; and set -a __poolsize_given $__poolsize_letters[(math $i + 1)]
    end
end

# Whether the command is one of those given.
function __poolsize_in
    __poolsize_look
    contains -- "$__poolsize_command" $argv
end

# Whether the first may still be given to the command, which is one of the others.
function __poolsize_lets
    __poolsize_look
    contains -- "$__poolsize_command" $argv[2..]; and not contains -- $argv[1] $__poolsize_given
end

# Whether the command is the first one given, and the words behind it are the others.
function __poolsize_said
    set -l words (commandline -opc)
    set -q words[2]; and test $words[2] = $argv[1]; or return 1
    set -l said
    set -l value 0
    set -l ended 0
    for word in $words[3..]
        if test $value = 1
            set value 0
        else if test $ended = 0; and test $word = --
            set ended 1
        else if test $ended = 0; and string match -q -- '-?*' $word
            contains -- $word $__poolsize_valued; and set value 1
        else
            set -a said $word
        end
    end
    test "$said" = "$argv[2..]"
end

# The value that is being typed.
function __poolsize_typed
    set -l word (commandline -ct)
    string replace -r '^--[a-z0-9-]+=' '' -- "$word"
end

# The units that may follow a number, with what they mean: pairs of words.
function __poolsize_units
    set -l number (string match -r '^[0-9.]+' -- (__poolsize_typed))
    test -n "$number"; or return
    for i in (seq 1 2 (count $argv))
        printf '%s%s\t%s\n' $number $argv[$i] $argv[(math $i + 1)]
    end
end

# Files with one of these endings, and folders; all files where there are neither.
function __poolsize_files
    set -l typed (__poolsize_typed)
    set -l all (complete -C "__poolsize_no_such_command $typed")
    set -l endings (string join '|' -- $argv)
    set -l fit (string match -r -- "^(?:.*\.(?:$endings)|(?:.*/)?\.(?:$endings)\..*|.*/)\$" $all)
    set -q fit[1]; and printf '%s\n' $fit; or printf '%s\n' $all
end

# Words, and behind one of them = and a file.
function __poolsize_outputs
    set -l typed (__poolsize_typed)
    set -l word (string match -r '^[^=]*=' -- "$typed")
    if test -n "$word"
        set -l file (string replace -- "$word" '' "$typed")
        printf '%s\n' $word(complete -C "__poolsize_no_such_command $file")
    else
        printf '%s\n' $argv
    end
end

# key=value pairs between commas: keys and what they mean, pairs of words.
function __poolsize_settings
    set -l typed (__poolsize_typed)
    set -l before (string match -r '^.*,' -- "$typed")
    for i in (seq 1 2 (count $argv))
        printf '%s%s=\t%s\n' "$before" $argv[$i] $argv[(math $i + 1)]
    end
end

complete -c poolsize -f
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -s h -l help -d 'list the commands'
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -l version -d 'show the version'
)fish";

std::string single(std::string_view text) {
  std::string safe = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') safe += '\\';
    safe += c;
  }
  return safe + '\'';
}

/// Words with their meanings, as -a reads them.
std::string described(const std::vector<Candidate>& candidates) {
  std::string text;
  for (const auto& [word, says] : candidates)
    text += (text.empty() ? "" : " ") + (says.empty() ? word : word + "\\t" + single(says));
  return text;
}

std::string pairs(const std::vector<Candidate>& candidates) {
  std::string text;
  for (const auto& [word, says] : candidates) text += fmt::format(" {} {}", word, single(says));
  return text;
}

std::string files(const std::vector<std::string_view>& endings) {
  return fmt::format("(__poolsize_files {})", fmt::join(endings, " "));
}

/// The options of `complete` that say what value a flag takes.
std::string value_options(const Values& values) {
  switch (values.wanted) {
    case Wanted::words:
      return " -x -a " + single(described(values.words));
    case Wanted::outputs:
      return " -x -a " + single(fmt::format("(__poolsize_outputs {})", described(values.words)));
    case Wanted::units:
      return " -x -a " + single(fmt::format("(__poolsize_units{})", pairs(values.words)));
    case Wanted::settings:
      return " -x -a " + single(fmt::format("(__poolsize_settings{})", pairs(values.words)));
    case Wanted::files:
      return values.endings.empty() ? " -r -F" : " -x -a " + single(files(values.endings));
    case Wanted::anything:
      break;
  }
  return " -x";
}

/// One line for each set of commands that take the flag in the same way.
std::string lines_of(const Flag& flag) {
  std::map<std::string, std::vector<std::string_view>> commands_of;
  for (const Command& command : commands()) {
    if (!command.takes(flag)) continue;
    const std::string_view hint = example(flag.takes);
    std::string options;
    if (has_value(flag)) options = value_options(values_of(command, flag));
    const bool shows_hint = !hint.empty() && flag.takes != Takes::file;
    const std::string says =
        shows_hint ? fmt::format("{}, such as {}", flag.brief, hint) : std::string(flag.brief);
    options += " -d " + single(says);
    commands_of[options].push_back(command.name);
  }
  std::string text;
  for (const auto& [options, takers] : commands_of) {
    const bool repeated = repeats(*find_command(takers.front()), flag);
    const std::string when = repeated
                                 ? fmt::format("__poolsize_in {}", fmt::join(takers, " "))
                                 : fmt::format("__poolsize_lets --{} {}", flag.name, fmt::join(takers, " "));
    const std::string letter = flag.letter == 0 ? "" : fmt::format(" -s {}", flag.letter);
    text += fmt::format("complete -c poolsize -n {}{} -l {}{}\n", single(when), letter, flag.name, options);
    if (flag.takes == Takes::boolean)
      text += fmt::format("complete -c poolsize -n {} -l no-{} -d {}\n", single(when), flag.name,
                          single(fmt::format("no {}", flag.brief)));
  }
  return text;
}

std::string operands(const Command& command) {
  std::string text;
  if (takes_files(command)) {
    text += fmt::format("complete -c poolsize -n '__poolsize_in {}' -a {}\n", command.name,
                        single(files(split_choices(command.word_choices))));
  }
  for (const auto& [before, candidates] : phrases_of(command)) {
    const std::string_view blank = before.empty() ? "" : " ";
    text += fmt::format("complete -c poolsize -n '__poolsize_said {}{}{}' -a {}\n", command.name, blank,
                        before, single(described(candidates)));
  }
  return text;
}

}  // namespace

std::string fish_completion() {
  std::string valued = "set -g __poolsize_valued";
  std::string letters = "set -g __poolsize_letters";
  std::string text;
  for (const Command& command : commands()) {
    text += fmt::format("complete -c poolsize -n 'test (count (commandline -opc)) = 1' -a {} -d {}\n",
                        command.name, single(command.brief));
  }
  for (const Command& command : commands()) text += operands(command);
  for (const Flag& flag : flags()) {
    text += lines_of(flag);
    if (flag.letter != 0) letters += fmt::format(" -{} --{}", flag.letter, flag.name);
    if (!has_value(flag)) continue;
    for (const std::string& name : spellings(flag)) valued += ' ' + name;
  }
  return std::string(head) + text + '\n' + valued + '\n' + letters + '\n';
}

}  // namespace poolsize::cli
