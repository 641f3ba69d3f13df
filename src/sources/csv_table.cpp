#include "csv_table.hpp"

#include <poolsize/error.hpp>
#include <poolsize/units.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace poolsize::sources {
namespace {

constexpr std::string_view blanks = " \t";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return text.substr(0, 0);
  text = text.substr(first, text.find_last_not_of(blanks) - first + 1);
  const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

char separator_of(std::string_view line) {
  for (const char candidate : {';', '\t', ','})
    if (line.find(candidate) != std::string_view::npos) return candidate;
  return ' ';
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

/// Numbers, and what is no number but means to be one.
bool is_value(std::string_view field) {
  if (field.empty() || std::string_view("+-.0123456789").find(field.front()) != std::string_view::npos)
    return true;
  const std::string word = lower(field);
  return word == "nan" || word == "inf" || word == "infinity" || word == "null" || word == "none";
}

bool is_named(const CsvColumn& column, std::string_view name) {
  if (name == column.name) return true;
  std::string_view others = column.also;
  while (!others.empty()) {
    const std::size_t bar = std::min(others.find('|'), others.size());
    if (name == others.substr(0, bar)) return true;
    others.remove_prefix(std::min(bar + 1, others.size()));
  }
  return false;
}

/// Seconds that a header's name says are meant: 0.001 for "hold_ms"; `name` is then without it.
double take_unit(std::string& name) {
  const std::size_t bar = name.rfind('_');
  if (bar == std::string::npos) return 1;
  const std::optional<double> unit = seconds_per(std::string_view(name).substr(bar + 1));
  if (unit) name.resize(bar);
  return unit.value_or(1);
}

}  // namespace

CsvTable::CsvTable(const Rereadable& file, std::span<const CsvColumn> columns)
    : lines_(file),
      columns_(columns.begin(), columns.end()),
      places_(columns.size()),
      units_(columns.size(), 1) {
  if (!lines_.next()) return;
  separator_ = separator_of(lines_.text());
  split();
  if (std::ranges::none_of(fields_, is_value)) {
    read_header();
  } else {
    expect_order();
    in_first_row_ = true;
  }
}

void CsvTable::read_header() {
  for (std::size_t field = 0; field < fields_.size(); ++field) {
    std::string name = lower(fields_[field]);
    const double unit = take_unit(name);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!is_named(columns_[i], name)) continue;
      if (places_[i]) {
        throw Error(
            Failure::input,
            fmt::format("{} is one more column of {}; keep one", quoted(fields_[field]), columns_[i].name),
            lines_.where(fields_[field]));
      }
      places_[i] = field;
      units_[i] = unit;
    }
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (places_[i] || !columns_[i].needed) continue;
    throw Error(Failure::input,
                fmt::format("no column is called {}; write it in the first line, above its numbers",
                            columns_[i].name),
                lines_.where(lines_.text()));
  }
}

void CsvTable::expect_order() {
  const auto placed = static_cast<std::size_t>(std::ranges::count_if(columns_, &CsvColumn::has_place));
  if (fields_.size() > placed) {
    std::string names;
    for (const CsvColumn& column : std::span(columns_).first(placed))
      names += fmt::format("{}{}", names.empty() ? "" : " and ", column.name);
    throw Error(Failure::input,
                fmt::format("{} columns without names; write a first line that says which are {}",
                            fields_.size(), names),
                lines_.where(lines_.text()));
  }
  for (std::size_t i = 0; i < placed; ++i)
    if (columns_[i].needed || i < fields_.size()) places_[i] = i;
}

bool CsvTable::next() {
  if (in_first_row_) {
    in_first_row_ = false;
  } else {
    if (!lines_.next()) return false;
    split();
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!places_[i] || *places_[i] < fields_.size()) continue;
    throw Error(Failure::input,
                fmt::format("{} has no {}; add it, or take the row out if the file was cut off here",
                            quoted(lines_.text()), columns_[i].name),
                lines_.where(lines_.text()));
  }
  return true;
}

void CsvTable::split() {
  fields_.clear();
  std::string_view rest = lines_.text();
  while (true) {
    const std::size_t end = std::min(rest.find(separator_), rest.size());
    const std::string_view field = rest.substr(0, end);
    if (separator_ != ' ' || !field.empty()) fields_.push_back(trimmed(field));
    if (end == rest.size()) return;
    rest.remove_prefix(end + 1);
  }
}

double CsvTable::seconds(std::size_t column) const {
  const std::string_view field = text(column);
  const char* begin = field.data();
  const char* const end = begin + field.size();
  if (begin != end && *begin == '+' && !field.starts_with("+-")) ++begin;
  double value = 0;
  const auto [rest, failure] = std::from_chars(begin, end, value);
  const bool is_number = failure == std::errc{} && std::isfinite(value);
  if (failure == std::errc::result_out_of_range)
    refuse(column, "is out of range; write a number from 1e-300 to 1e300");
  double unit = units_[column];
  std::optional<double> own;
  if (is_number && rest != end) {
    std::string_view word(rest, static_cast<std::size_t>(end - rest));
    own = seconds_per(trimmed(word));
    if (own) unit = *own;
  }
  if (!is_number || (rest != end && !own)) {
    refuse(column, fmt::format("is no {}; write a time such as {}, in seconds", columns_[column].name,
                               columns_[column].example));
  }
  if (value < 0) refuse(column, fmt::format("is negative; {} is 0 or more", columns_[column].name));
  const double seconds = std::abs(value) * unit;
  if (!std::isfinite(seconds)) refuse(column, "is out of range; write a number from 1e-300 to 1e300");
  return seconds;
}

std::optional<double> CsvTable::seconds_if_any(std::size_t column) const {
  return has(column) && !text(column).empty() ? std::optional(seconds(column)) : std::nullopt;
}

void CsvTable::refuse(std::size_t column, std::string_view what) const {
  const std::string_view field = text(column);
  throw Error(Failure::input, fmt::format("{} {}", quoted(field), what), lines_.where(field));
}

}  // namespace poolsize::sources
