#include "env_edit.hpp"

#include "env_file.hpp"
#include "place.hpp"

#include <poolsize/error.hpp>
#include <poolsize/redact.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace poolsize::sources {
namespace {

using NameAndValue = std::pair<std::string, std::string>;
using Values = std::span<const NameAndValue>;
using Entries = std::span<const EnvEntry>;

const NameAndValue* find(Values values, std::string_view name) {
  const auto found =
      std::ranges::find_if(values, [name](const auto& value) { return same_name(value.first, name); });
  return found == values.end() ? nullptr : &*found;
}

/// No reader of env files, and no shell, sees anything but itself in these. An empty value is not plain: a
/// comment behind it would be read for it.
bool is_plain(std::string_view value) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/@%+-";
  return !value.empty() && value.find_first_not_of(plain) == std::string_view::npos;
}

std::string in_quotes(std::string_view value, char quote) {
  std::string text(1, quote);
  for (const char c : value) {
    if (quote == '"' && c == '\n') {
      text += "\\n";
    } else if (quote == '"' && c == '\r') {
      text += "\\r";
    } else {
      if (c == '\\' || c == quote) text += '\\';
      text += c;
    }
  }
  return text + quote;
}

std::string spelled(std::string_view value, Quoting quoting) {
  if (quoting == Quoting::single_quotes) return in_quotes(value, '\'');
  if (quoting == Quoting::double_quotes || !is_plain(value)) return in_quotes(value, '"');
  return std::string(value);
}

/// `A= # text` has the text for its value, but its author meant a comment.
bool was_meant_as_comment(std::string_view text, const EnvEntry& entry) {
  return entry.quoting == Quoting::none && text.substr(entry.value_begin).starts_with('#') &&
         text[entry.value_begin - 1] != '=';
}

std::string with_changed(std::string_view text, Entries entries, Values values) {
  std::string result;
  std::size_t copied = 0;
  for (const EnvEntry& entry : entries) {
    const NameAndValue* wanted = find(values, entry.name);
    if (wanted == nullptr || wanted->second == entry.value) continue;
    result += text.substr(copied, entry.value_begin - copied);
    result += spelled(wanted->second, entry.quoting);
    const bool keep = was_meant_as_comment(text, entry);
    if (keep) result += ' ';
    copied = keep ? entry.value_begin : entry.value_end;
  }
  return result.append(text.substr(copied));
}

std::string_view line_end_of(std::string_view text) {
  const std::size_t at = text.find_first_of("\r\n");
  if (at == std::string_view::npos) return "\n";
  return text.substr(at).starts_with("\r\n") ? "\r\n" : text.substr(at, 1);
}

std::vector<NameAndValue> missing(Entries entries, Values values) {
  std::vector<NameAndValue> result;
  const auto is_there = [entries](const NameAndValue& value) {
    return std::ranges::any_of(entries,
                               [&](const EnvEntry& entry) { return same_name(entry.name, value.first); });
  };
  std::ranges::remove_copy_if(values, std::back_inserter(result), is_there);
  return result;
}

void append(std::string& text, Entries entries, Values values) {
  if (values.empty()) return;
  const std::string line_end(line_end_of(text));
  const bool exported = !entries.empty() && std::ranges::all_of(entries, &EnvEntry::exported);
  const bool in_a_line = place_of(text, text.size(), {}).column > 1;
  if (in_a_line) text += line_end;
  for (const auto& [name, value] : values) {
    text +=
        fmt::format("{}{}={}{}", exported ? "export " : "", name, spelled(value, Quoting::none), line_end);
  }
}

/// Whether `now` is `before` with the values wanted, then the values that were missing.
bool as_meant(Entries now, Entries before, Values wanted, Values appended) {
  if (now.size() != before.size() + appended.size()) return false;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const bool old = i < before.size();
    const std::string& name = old ? before[i].name : appended[i - before.size()].first;
    const NameAndValue* value = find(wanted, name);
    if (now[i].name != name || now[i].value != (value != nullptr ? value->second : before[i].value))
      return false;
  }
  return true;
}

[[noreturn]] void refuse(const EnvFile& file, std::string_view file_name) {
  if (file.problems.empty()) {
    throw Error(Failure::input,
                "a value cannot be written here so that it is read as it is; change it by hand",
                {.file = std::string(file_name)});
  }
  const EnvProblem& problem = file.problems.front();
  throw Error(Failure::input, "the file cannot be changed before this is mended: " + problem.message,
              problem.where);
}

int count_lines(std::string_view text) {
  const Location end = place_of(text, text.size(), {});
  return end.column > 1 ? end.line : end.line - 1;
}

bool continues(const EnvChange& before, const EnvChange& change) {
  if (change.line != before.line + 1 || change.old_value.has_value() != before.old_value.has_value())
    return false;
  return !change.old_value || change.old_line == before.old_line + 1;
}

std::string shown_line(char sign, std::string_view name, std::string_view value) {
  return fmt::format("{}{}\n", sign, printable(redacted(fmt::format("{}={}", name, value))));
}

std::string shown_range(int first, std::size_t count) {
  return count == 1 ? fmt::format("{}", first) : fmt::format("{},{}", first, count);
}

/// `text` with the variable of that name called otherwise, wherever it is set.
std::string renamed(std::string_view text, const Edit& edit, std::string_view file_name) {
  std::string result;
  std::size_t copied = 0;
  for (const EnvEntry& entry : parse_env_file(text, file_name).entries) {
    if (!same_name(entry.name, edit.variable)) continue;
    // Between the name and its value stand an equals sign and blanks.
    const std::size_t sign = text.rfind('=', entry.value_begin == 0 ? 0 : entry.value_begin - 1);
    const std::size_t last = sign == std::string_view::npos || sign == 0
                                 ? std::string_view::npos
                                 : text.find_last_not_of(" \t", sign - 1);
    if (last == std::string_view::npos || last + 1 < entry.name.size()) continue;
    const std::size_t begin = last + 1 - entry.name.size();
    if (begin < copied || text.substr(begin, entry.name.size()) != entry.name) continue;
    result += text.substr(copied, begin - copied);
    result += edit.name;
    copied = last + 1;
  }
  return result.append(text.substr(copied));
}

}  // namespace

EditedEnv with_values(std::string_view text, Values values, std::string_view file_name) {
  const EnvFile before = parse_env_file(text, file_name);
  const std::vector<NameAndValue> appended = missing(before.entries, values);
  EditedEnv edited{.text = with_changed(text, before.entries, values), .changes = {}};
  append(edited.text, before.entries, appended);

  const EnvFile now = parse_env_file(edited.text, file_name);
  if (!as_meant(now.entries, before.entries, values, appended)) refuse(before, file_name);
  edited.changes = changes_between(text, edited.text, file_name);
  return edited;
}

std::string with_edits(std::string_view text, std::span<const Edit> edits, std::string_view file_name) {
  std::vector<NameAndValue> values;
  for (const Edit& edit : edits)
    if (!edit.value.empty()) values.emplace_back(edit.variable, edit.value);
  std::string result = with_values(text, values, file_name).text;
  for (const Edit& edit : edits)
    if (!edit.name.empty()) result = renamed(result, edit, file_name);
  return result;
}

std::vector<EnvChange> changes_between(std::string_view before, std::string_view after,
                                       std::string_view file_name) {
  const EnvFile then = parse_env_file(before, file_name);
  const EnvFile now = parse_env_file(after, file_name);
  std::vector<EnvChange> changes;
  for (std::size_t i = 0; i < now.entries.size(); ++i) {
    const EnvEntry& entry = now.entries[i];
    const EnvEntry* old = i < then.entries.size() ? &then.entries[i] : nullptr;
    if (old != nullptr && old->value == entry.value && old->name == entry.name) continue;
    changes.push_back({.name = entry.name,
                       .old_value = old != nullptr ? std::optional(old->value) : std::nullopt,
                       .value = entry.value,
                       .old_line = old != nullptr ? old->line : count_lines(before),
                       .line = entry.line,
                       .old_name = old != nullptr && old->name != entry.name ? old->name : ""});
  }
  return changes;
}

std::string diff(std::string_view old_file, std::string_view new_file, std::span<const EnvChange> changes) {
  if (changes.empty()) return {};
  std::string text =
      fmt::format("--- {}\n+++ {}\n", printable(redacted(old_file)), printable(redacted(new_file)));
  while (!changes.empty()) {
    std::size_t size = 1;
    while (size < changes.size() && continues(changes[size - 1], changes[size])) ++size;
    const std::span<const EnvChange> hunk = changes.first(size);
    changes = changes.subspan(size);

    const EnvChange& first = hunk.front();
    text += fmt::format("@@ -{} +{} @@\n", shown_range(first.old_line, first.old_value ? size : 0),
                        shown_range(first.line, size));
    for (const EnvChange& change : hunk)
      if (change.old_value)
        text += shown_line('-', change.old_name.empty() ? change.name : change.old_name, *change.old_value);
    for (const EnvChange& change : hunk) text += shown_line('+', change.name, change.value);
  }
  return text;
}

}  // namespace poolsize::sources
