#include "manual.hpp"

#include "layout.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::render {
namespace {

constexpr std::size_t margin = 4;
constexpr std::size_t item_margin = 8;

std::string without_accents(std::string text) {
  std::erase(text, '`');
  return text;
}

std::string indented(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    if (end > 0) text.append(margin, ' ');
    text.append(lines.substr(0, end)) += '\n';
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

std::string shown(const ManualBlock& block) {
  const std::string text = without_accents(block.text);
  const std::string blanks(margin, ' ');
  switch (block.kind) {
    case ManualBlock::Kind::paragraph:
      return '\n' + wrapped(text, blanks, margin);
    case ManualBlock::Kind::subheading:
      return "\n  " + text + '\n';
    case ManualBlock::Kind::verbatim:
      return '\n' + indented(block.text);
    case ManualBlock::Kind::item:
      break;
  }
  const std::string tag = '\n' + blanks + without_accents(block.tag) + '\n';
  return text.empty() ? tag : tag + wrapped(text, std::string(item_margin, ' '), item_margin);
}

}  // namespace

void ManualSection::add(std::string paragraph) { blocks.push_back({.text = std::move(paragraph)}); }

void ManualSection::add_item(std::string tag, std::string text) {
  blocks.push_back({.kind = ManualBlock::Kind::item, .text = std::move(text), .tag = std::move(tag)});
}

void ManualSection::add_subheading(std::string text) {
  blocks.push_back({.kind = ManualBlock::Kind::subheading, .text = std::move(text)});
}

void ManualSection::add_verbatim(std::string lines) {
  blocks.push_back({.kind = ManualBlock::Kind::verbatim, .text = std::move(lines)});
}

std::string Manual::file() const { return fmt::format("{}.{}", name, section); }

std::string to_text(const Manual& manual) {
  std::string text = "NAME\n\n" + wrapped(fmt::format("{} - {}", manual.name, manual.brief),
                                          std::string(margin, ' '), margin);
  for (const ManualSection& section : manual.sections) {
    text += '\n' + section.heading + '\n';
    for (const ManualBlock& block : section.blocks) text += shown(block);
  }
  return text;
}

}  // namespace poolsize::render
