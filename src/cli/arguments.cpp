#include "arguments.hpp"

#include <poolsize/error.hpp>
#include <poolsize/suggest.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace poolsize::cli {
namespace {

std::string names_of(const Flag& flag) {
  if (flag.takes == Takes::boolean) return fmt::format("--{0},!--no-{0}", flag.name);
  return flag.letter != 0 ? fmt::format("-{},--{}", flag.letter, flag.name) : fmt::format("--{}", flag.name);
}

void add(CLI::App& app, const Flag& flag, Arguments& arguments) {
  const auto keep = [&](const std::string& text) { arguments.flags.emplace_back(flag.name, text); };
  if (flag.takes == Takes::nothing || flag.takes == Takes::boolean) {
    app.add_flag_function(names_of(flag), [keep](std::int64_t times) { keep(times > 0 ? "true" : "false"); });
  } else {
    app.add_option_function<std::vector<std::string>>(names_of(flag),
                                                      [keep](const std::vector<std::string>& texts) {
                                                        for (const std::string& text : texts) keep(text);
                                                      })
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
}

/// CLI11 compares each option with all before it, which would be half of the start: what no word can mean
/// stays out.
bool may_be_typed(const Flag& flag, std::span<const std::string> typed) {
  return std::ranges::any_of(typed, [&](const std::string& word) {
    if (word.size() < 2 || word[0] != '-') return false;
    if (word[1] == '-') return word.find(flag.name) != std::string_view::npos;
    return flag.letter != 0 && word.find(flag.letter) != std::string_view::npos;
  });
}

[[noreturn]] void refuse_unknown(const Command& command, std::string_view typed) {
  const std::string_view name = typed.substr(0, typed.find('='));
  std::vector<std::string> known;
  for (const Flag& flag : flags()) {
    if (!command.takes(flag)) continue;
    known.push_back(fmt::format("--{}", flag.name));
    if (flag.takes == Takes::boolean) known.push_back(fmt::format("--no-{}", flag.name));
  }
  if (const auto nearest = closest(name, known)) {
    throw Error(Failure::input, fmt::format("unknown option {}; did you mean {}?", quoted(name), *nearest));
  }
  throw Error(Failure::input, fmt::format("unknown option {}; poolsize {} --help lists those there are",
                                          quoted(name), command.name));
}

/// A value that would be right.
std::string_view value_for(const Command& command, const Flag& flag) {
  if (flag.takes == Takes::choice) return split_choices(choices_of(command, flag)).front();
  const std::string_view usual = example(flag.takes);
  return usual.empty() ? placeholder(flag.takes) : usual;
}

/// CLI11 would take --quiet=5 as five times, and fail on --pre-ping=maybe.
void refuse_values_of_switches(const Command& command, std::span<const std::string> typed) {
  for (const std::string& word : typed) {
    if (word == "--") return;
    const std::size_t sign = word.find('=');
    if (!word.starts_with("--") || sign == std::string_view::npos) continue;
    for (const Flag& flag : flags()) {
      const bool yes = word.substr(2, sign - 2) == flag.name;
      const bool no =
          flag.takes == Takes::boolean && word.substr(0, sign) == fmt::format("--no-{}", flag.name);
      if (!command.takes(flag) || (!yes && !no)) continue;
      if (flag.takes == Takes::boolean)
        throw Error(Failure::input, fmt::format("{} takes no value; write --{} or --no-{}",
                                                word.substr(0, sign), flag.name, flag.name));
      if (flag.takes == Takes::nothing)
        throw Error(Failure::input, fmt::format("--{0} takes no value; write --{0}", flag.name));
    }
  }
}

[[noreturn]] void refuse_missing_value(const Command& command, const CLI::ParseError& error) {
  const std::string text = error.what();
  for (const Flag& flag : flags()) {
    const std::string dashed = fmt::format("--{}", flag.name);
    if (text.starts_with(dashed + ":") || text.starts_with(dashed + " ") ||
        text.find("," + dashed + ":") != std::string::npos) {
      throw Error(Failure::input,
                  fmt::format("{} needs a value; write {} {}", dashed, dashed, value_for(command, flag)));
    }
  }
  throw Error(Failure::input,
              fmt::format("{}; poolsize {} --help shows how to write it", text, command.name));
}

}  // namespace

const std::string* Arguments::find(std::string_view flag) const {
  const auto last =
      std::ranges::find(flags.rbegin(), flags.rend(), flag, [](const auto& pair) { return pair.first; });
  return last == flags.rend() ? nullptr : &last->second;
}

std::vector<std::string> Arguments::all(std::string_view flag) const {
  std::vector<std::string> texts;
  for (const auto& [name, text] : flags)
    if (name == flag) texts.push_back(text);
  return texts;
}

Arguments parse_arguments(const Command& command, std::span<const std::string> typed) {
  refuse_values_of_switches(command, typed);
  Arguments arguments;
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  for (const Flag& flag : flags())
    if (command.takes(flag) && may_be_typed(flag, typed)) add(app, flag, arguments);
  if (!command.words.empty()) app.add_option("words", arguments.words);

  std::vector<std::string> reversed(typed.rbegin(), typed.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    refuse_missing_value(command, error);
  }
  for (const std::string& extra : app.remaining()) {
    if (extra == "--") continue;
    if (extra.starts_with('-') && extra != "-") refuse_unknown(command, extra);
    throw Error(Failure::input, fmt::format("unexpected {}; leave it out: poolsize {} takes only options",
                                            quoted(extra), command.name));
  }
  return arguments;
}

}  // namespace poolsize::cli
