#include "values.hpp"

#include "render/explanations.hpp"

#include <poolsize/settings.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace poolsize::cli {
namespace {

std::vector<Candidate> units(Takes takes) {
  switch (takes) {
    case Takes::duration:
      return {
          {"us", "microseconds"}, {"ms", "milliseconds"}, {"s", "seconds"}, {"m", "minutes"}, {"h", "hours"}};
    case Takes::rate:
      return {{"/s", "per second"}, {"/min", "per minute"}, {"k", "thousand per second"}};
    case Takes::count:
      return {{"k", "thousand"}, {"M", "million"}, {"G", "billion"}};
    case Takes::share:
      return {{"%", "per cent"}};
    default:
      return {};
  }
}

std::vector<Candidate> unexplained(const std::vector<std::string_view>& words) {
  std::vector<Candidate> candidates;
  candidates.reserve(words.size());
  for (const std::string_view word : words) candidates.push_back({std::string(word), ""});
  return candidates;
}

std::vector<Candidate> setting_keys() {
  std::vector<Candidate> keys;
  keys.reserve(settings_table.size());
  for (const Setting& setting : settings_table)
    keys.push_back({std::string(setting.name), std::string(setting.meaning)});
  return keys;
}

std::string hint_for(Takes takes) {
  std::string hint(placeholder(takes));
  std::ranges::transform(hint, hint.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (takes == Takes::count || takes == Takes::factor) hint = "number";
  const std::string_view such_as = example(takes);
  return such_as.empty() || takes == Takes::file ? hint : fmt::format("{}, such as {}", hint, such_as);
}

/// Its first word under "", the second under the first, and so on.
void add_phrase(Phrases& phrases, std::string_view phrase, std::string_view says) {
  for (std::size_t start = 0; start < phrase.size();) {
    const std::size_t end = std::min(phrase.find(' ', start), phrase.size());
    const std::string word(phrase.substr(start, end - start));
    std::vector<Candidate>& words = phrases[std::string(phrase.substr(0, start == 0 ? 0 : start - 1))];
    if (std::ranges::find(words, word, &Candidate::word) == words.end())
      words.push_back({word, std::string(says)});
    start = end + 1;
  }
}

}  // namespace

Values values_of(const Command& command, const Flag& flag) {
  Values values{.hint = hint_for(flag.takes)};
  switch (flag.takes) {
    case Takes::choice:
      values.wanted = repeats(command, flag) ? Wanted::outputs : Wanted::words;
      values.words = unexplained(split_choices(choices_of(command, flag)));
      break;
    case Takes::percentile:
      values.wanted = Wanted::words;
      values.words = unexplained({"p50", "p90", "p95", "p99", "p99.9"});
      break;
    case Takes::file:
      values.wanted = Wanted::files;
      values.endings = split_choices(flag.choices);
      break;
    case Takes::pairs:
      values.wanted = Wanted::settings;
      values.words = setting_keys();
      break;
    default:
      values.words = units(flag.takes);
      if (!values.words.empty()) values.wanted = Wanted::units;
  }
  return values;
}

Phrases phrases_of(const Command& command) {
  Phrases phrases;
  if (command.words == "COMMAND") {
    for (const Command& each : commands()) add_phrase(phrases, each.name, each.brief);
  } else if (command.words == "TOPIC") {
    for (const render::Topic& topic : render::topics()) add_phrase(phrases, topic.name, topic.about);
  } else if (!takes_files(command)) {
    for (const std::string_view word : split_choices(command.word_choices)) add_phrase(phrases, word, "");
  }
  return phrases;
}

bool takes_files(const Command& command) { return command.words == "FILE"; }

bool has_value(const Flag& flag) { return flag.takes != Takes::nothing && flag.takes != Takes::boolean; }

bool repeats(const Command& command, const Flag& flag) {
  return flag.repeats || (flag.name == "format" && command.many_formats);
}

std::vector<std::string> spellings(const Flag& flag) {
  std::vector<std::string> names{fmt::format("--{}", flag.name)};
  if (flag.takes == Takes::boolean) names.push_back(fmt::format("--no-{}", flag.name));
  if (flag.letter != 0) names.insert(names.begin(), fmt::format("-{}", flag.letter));
  return names;
}

}  // namespace poolsize::cli
