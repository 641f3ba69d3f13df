// Numbers in named columns.
#pragma once

#include "csv_lines.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// A column that is looked for.
struct CsvColumn {
  std::string_view name;
  std::string_view also;  ///< other names for it, separated by '|'
  bool needed = true;
  std::string_view example;  ///< of what stands in it: "12.5"
  bool has_place = true;     ///< without names it is the next one; those that have none come last
};

/// Separated by semicolons, tabs, commas or blanks, whichever the first line has, in this order. The first
/// line may name the columns, in any case and order and with others between them; a time may have its unit
/// there ("hold_ms"). Without names the columns come in the order of `columns`. A field may be in double
/// quotes.
class CsvTable {
 public:
  /// Requires: `file` outlives it. Throws as CsvLines does, and Error(Failure::input) for columns that are
  /// missing or twice there.
  CsvTable(const Rereadable& file, std::span<const CsvColumn> columns);

  /// Goes to the next row. Throws as CsvLines does, and Error(Failure::input) for a row that is too short.
  bool next();

  bool has(std::size_t column) const { return places_[column].has_value(); }
  /// Requires: has(column). The first is column 0 of those looked for.
  std::string_view text(std::size_t column) const { return fields_[*places_[column]]; }
  /// The field as a time, not negative and finite: a number of seconds or of the header's unit, or a number
  /// with its unit ("4ms"). Throws Error(Failure::input).
  double seconds(std::size_t column) const;
  /// The same; nothing where the row says nothing.
  std::optional<double> seconds_if_any(std::size_t column) const;

  double share() const { return lines_.share(); }
  /// Throws Error(Failure::input) about the field: 'text' and then `what`.
  [[noreturn]] void refuse(std::size_t column, std::string_view what) const;

 private:
  void split();
  void read_header();
  void expect_order();

  CsvLines lines_;
  std::vector<CsvColumn> columns_;
  std::vector<std::optional<std::size_t>> places_;  ///< of the columns, among the fields
  std::vector<double> units_;                       ///< seconds, of the columns
  std::vector<std::string_view> fields_;
  char separator_ = ',';
  bool in_first_row_ = false;  ///< which was looked at already
};

}  // namespace poolsize::sources
