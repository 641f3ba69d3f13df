#include <poolsize/utf8.hpp>

#include <array>

namespace poolsize {
namespace {

/// One row of the table in RFC 3629, section 3: what the first byte looks like and the least value it may
/// carry.
struct Form {
  unsigned char mask;
  unsigned char lead;
  char32_t least;
};

constexpr std::array forms{Form{0x80, 0x00, 0x0}, Form{0xE0, 0xC0, 0x80}, Form{0xF0, 0xE0, 0x800},
                           Form{0xF8, 0xF0, 0x10000}};

constexpr unsigned char byte(char c) { return static_cast<unsigned char>(c); }

constexpr bool exists(char32_t value) {
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return value <= 0x10FFFF && !surrogate;
}

}  // namespace

std::optional<CodePoint> first_code_point(std::string_view text) {
  for (std::size_t i = 0; i < forms.size() && i < text.size(); ++i) {
    const Form& form = forms[i];
    if ((byte(text[0]) & form.mask) != form.lead) continue;
    char32_t value = byte(text[0]) & static_cast<unsigned char>(~form.mask);
    for (const char c : text.substr(1, i)) {
      if ((byte(c) & 0xC0) != 0x80) return std::nullopt;
      value = (value << 6) | (byte(c) & 0x3F);
    }
    if (value < form.least || !exists(value)) return std::nullopt;
    return CodePoint{.value = value, .bytes = i + 1};
  }
  return std::nullopt;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::optional<CodePoint> next = first_code_point(text.substr(at));
    if (!next) return at;
    at += next->bytes;
  }
  return std::nullopt;
}

}  // namespace poolsize
