#include "manual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace poolsize::render {
namespace {

/// The day of the release, not of the build: the same sources give the same bytes.
constexpr std::string_view released = "2026-11-25";

struct Escape {
  std::string_view character;
  std::string_view roff;
};

// groff_char(7); these names have a likeness in plain ASCII too. The rest goes by its code point.
constexpr std::array escapes{
    Escape{"\\", "\\e"},  Escape{"-", "\\-"},   Escape{"'", "\\(aq"}, Escape{"^", "\\(ha"},
    Escape{"~", "\\(ti"}, Escape{"×", "\\(mu"}, Escape{"÷", "\\(di"}, Escape{"≤", "\\(<="},
    Escape{"≥", "\\(>="}, Escape{"−", "\\(mi"}, Escape{"–", "\\(en"}, Escape{"∞", "\\(if"},
    Escape{"λ", "\\(*l"}, Escape{"μ", "\\(*m"}, Escape{"ρ", "\\(*r"}, Escape{"Σ", "\\(*S"},
    Escape{"⌈", "\\(lc"}, Escape{"⌉", "\\(rc"}, Escape{"⌊", "\\(lf"}, Escape{"⌋", "\\(rf"},
    Escape{"·", "\\(pc"}, Escape{"²", "\\(S2"}, Escape{"√", "\\(sr"}, Escape{"→", "\\(->"},
    Escape{"∫", "\\(is"}, Escape{"…", "..."},   Escape{"≈", "\\(~~"},
};

std::size_t bytes_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::string by_code_point(std::string_view bytes) {
  unsigned value = static_cast<unsigned char>(bytes[0]) & (0xFFU >> (bytes.size() + 1));
  for (const char c : bytes.substr(1)) value = value << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  return fmt::format("\\[u{:04X}]", value);
}

/// As it is, whatever it begins with.
std::string literal(std::string_view text) {
  std::string safe;
  if (text.starts_with('.') || text.starts_with('\'')) safe = "\\&";
  while (!text.empty()) {
    const std::string_view character = text.substr(0, bytes_of(text.front()));
    text.remove_prefix(character.size());
    const auto* const known = std::ranges::find(escapes, character, &Escape::character);
    safe += known != escapes.end()  ? std::string(known->roff)
            : character.size() == 1 ? std::string(character)
                                    : by_code_point(character);
  }
  return safe;
}

/// What stands between grave accents is bold.
std::string prose(std::string_view text) {
  std::string roff;
  bool bold = false;
  while (true) {
    const std::size_t accent = text.find('`');
    const std::string part = literal(text.substr(0, accent));
    roff += bold ? "\\fB" + part + "\\fR" : part;
    if (accent == std::string_view::npos) return roff;
    text.remove_prefix(accent + 1);
    bold = !bold;
  }
}

bool is_placeholder(std::string_view word) {
  return word.size() > 1 ? std::ranges::all_of(word, [](unsigned char c) { return std::isupper(c) != 0; })
                         : word == "N" || word == "X";
}

/// "--rps RATE": what is typed bold, what stands for something else in italics.
std::string tagged(std::string_view tag) {
  std::string roff;
  while (!tag.empty()) {
    const std::size_t end = std::min(tag.find_first_of(" [].,|="), tag.size());
    const std::string_view word = tag.substr(0, end);
    if (!word.empty()) roff += fmt::format("{}{}\\fR", is_placeholder(word) ? "\\fI" : "\\fB", literal(word));
    if (end < tag.size()) roff += tag[end];
    tag.remove_prefix(std::min(end + 1, tag.size()));
  }
  return roff;
}

std::string verbatim(std::string_view lines) {
  std::string roff;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    roff += literal(lines.substr(0, end)) + '\n';
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return roff;
}

std::string block_in_roff(const ManualBlock& block, bool first) {
  switch (block.kind) {
    case ManualBlock::Kind::paragraph:
      return (first ? "" : ".PP\n") + prose(block.text) + '\n';
    case ManualBlock::Kind::subheading:
      return fmt::format(".SS \"{}\"\n", literal(block.text));
    case ManualBlock::Kind::verbatim:
      return fmt::format("{}.nf\n{}.fi\n", first ? "" : ".PP\n", verbatim(block.text));
    case ManualBlock::Kind::item:
      break;
  }
  return fmt::format(".TP\n{}\n{}\n",
                     block.tag.find('`') == std::string::npos ? tagged(block.tag) : prose(block.tag),
                     prose(block.text));
}

}  // namespace

std::string to_roff(const Manual& manual) {
  constexpr std::array titles{"", "User Commands", "", "", "", "File Formats", "", "Miscellaneous"};
  std::string upper = manual.name;
  std::ranges::transform(upper, upper.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::string roff = fmt::format(
      ".TH {} {} {} \"poolsize\" \"{}\"\n.SH NAME\n{} \\- {}\n", literal(upper), manual.section, released,
      titles.at(static_cast<std::size_t>(manual.section)), literal(manual.name), literal(manual.brief));
  for (const ManualSection& section : manual.sections) {
    roff +=
        fmt::format(".SH {}\n", section.heading.find(' ') == std::string::npos ? section.heading
                                                                               : '"' + section.heading + '"');
    bool first = true;
    for (const ManualBlock& block : section.blocks) {
      roff += block_in_roff(block, first);
      first = block.kind == ManualBlock::Kind::subheading;
    }
  }
  return roff;
}

}  // namespace poolsize::render
