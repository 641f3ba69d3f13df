// The tables that the scripts beside this file print: a line of names, then lines of numbers.
#pragma once

#include "tree.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace reference {

struct Row {
  std::string text;
  std::map<std::string, std::string> cells;

  double number(const std::string& column) const { return std::strtod(cells.at(column).c_str(), nullptr); }
  std::int64_t count(const std::string& column) const { return std::stoll(cells.at(column)); }
  /// Nothing where the cell is empty.
  std::optional<double> maybe(const std::string& column) const {
    return cells.at(column).empty() ? std::nullopt : std::optional(number(column));
  }
};

inline std::vector<Row> read_table(const std::string& name) {
  std::ifstream file(poolsize::testing::source_tree() / "tests/reference" / name);
  if (!file) throw std::runtime_error("no table " + name);
  const auto split = [](const std::string& line) {
    std::vector<std::string> cells(1);
    for (const char c : line) c == ',' ? cells.emplace_back() : (cells.back() += c, cells.back());
    return cells;
  };
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> columns = split(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = split(line);
    Row row{line, {}};
    for (std::size_t i = 0; i < columns.size(); ++i) row.cells[columns[i]] = cells.at(i);
    rows.push_back(row);
  }
  return rows;
}

/// Whether a result is right to `tolerance`, relative to what it should be. Where that is too small for a
/// double to hold with all its digits, the result must be as small.
inline bool agrees(double result, double expected, double tolerance) {
  constexpr double smallest = std::numeric_limits<double>::min();
  if (std::abs(expected) < smallest) return std::abs(result) <= smallest;
  return std::abs(result - expected) <= tolerance * std::abs(expected);
}

}  // namespace reference
