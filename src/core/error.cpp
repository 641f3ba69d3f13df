#include <poolsize/error.hpp>
#include <poolsize/redact.hpp>

namespace poolsize {
namespace {

// What a message shows of a long text: enough to recognise it, and with the message around it a line or two.
constexpr std::size_t head_bytes = 48;
constexpr std::size_t tail_bytes = 16;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// The nearest place before `at` where a character begins; at most three steps, as no UTF-8 is longer.
std::size_t character_start(std::string_view text, std::size_t at) {
  for (int step = 0; step < 3 && at > 0 && continues_character(text[at]); ++step) --at;
  return at;
}

}  // namespace

std::string quoted(std::string_view text) {
  const std::string safe = redacted(text);
  if (safe.size() <= head_bytes + tail_bytes) return "'" + printable(safe) + "'";
  const std::string_view whole = safe;
  const std::string_view head = whole.substr(0, character_start(whole, head_bytes));
  const std::string_view tail = whole.substr(character_start(whole, whole.size() - tail_bytes));
  return "'" + printable(head) + "…" + printable(tail) + "'";
}

}  // namespace poolsize
