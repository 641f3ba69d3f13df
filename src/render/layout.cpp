#include "layout.hpp"

#include <algorithm>

namespace poolsize::render {

std::size_t width_of(std::string_view text) {
  constexpr auto starts_code_point = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::ranges::count_if(text, starts_code_point));
}

std::string wrapped(std::string_view text, std::string_view first, std::size_t indent, std::size_t width) {
  std::string result(first);
  std::size_t column = width_of(first);
  bool fresh = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!fresh && column + 1 + width_of(word) > width) {
      result += '\n';
      result.append(indent, ' ');
      column = indent;
    } else if (!fresh) {
      result += ' ';
      ++column;
    }
    result += word;
    column += width_of(word);
    fresh = false;
  }
  return result + '\n';
}

std::string left(std::string_view text, std::size_t width) {
  const std::size_t taken = std::min(width, width_of(text));
  return std::string(text) + std::string(width - taken, ' ');
}

std::string right(std::string_view text, std::size_t width) {
  const std::size_t taken = std::min(width, width_of(text));
  return std::string(width - taken, ' ') + std::string(text);
}

void Definitions::add(std::string name, std::string text) {
  rows_.push_back({std::move(name), std::move(text)});
}

std::string Definitions::text(std::size_t most_name) const {
  constexpr std::size_t margin = 2;
  std::size_t widest = 0;
  for (const Row& row : rows_)
    if (width_of(row.name) <= most_name) widest = std::max(widest, width_of(row.name));

  const std::size_t column = margin + widest + margin;
  std::string result;
  for (const Row& row : rows_) {
    const std::string name = std::string(margin, ' ') + row.name;
    if (row.text.empty()) {
      result += name + '\n';
    } else if (width_of(row.name) > most_name) {
      result += name + '\n' + wrapped(row.text, std::string(column, ' '), column);
    } else {
      result += wrapped(row.text, left(name, column), column);
    }
  }
  return result;
}

}  // namespace poolsize::render
