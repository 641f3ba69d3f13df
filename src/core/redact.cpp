#include <poolsize/redact.hpp>
#include <poolsize/utf8.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace poolsize {
namespace {

constexpr std::string_view hidden = "***";
constexpr std::string_view blanks = " \t\r\n\v\f";
constexpr std::string_view digits = "0123456789";
constexpr std::string_view word_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/// A word that holds one of these names a secret: PGPASSWORD, sslpassword, pwd, client_secret, x-api-key…
constexpr std::array<std::string_view, 10> secret_words{"pass",        "pwd",       "secret",  "token",
                                                        "apikey",      "api_key",   "api-key", "access_key",
                                                        "private_key", "credential"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t skip(std::string_view text, std::string_view these, std::size_t at) {
  return std::min(text.find_first_not_of(these, at), text.size());
}

/// Whether a port stands at the front of `text`: up to five digits, then nothing more of the authority.
bool starts_with_port(std::string_view text) {
  constexpr std::size_t longest = 5;
  const std::size_t end = skip(text, digits, 0);
  if (end > longest) return false;
  return end == text.size() || std::string_view("/?#,'\"").find(text[end]) != std::string_view::npos ||
         blanks.find(text[end]) != std::string_view::npos;
}

/// Where the password begins in "user:password" that has lost its host, or npos: what follows a colon behind
/// "://" and is no port of a "host:port,host:port".
std::size_t password_without_host(std::string_view text) {
  for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at)) {
    at += 3;
    const std::size_t user = text.find_first_of("@:/?#", at);
    if (user != std::string_view::npos && text[user] == '@') at = user + 1;
    while (true) {
      const bool bracketed = text.substr(at).starts_with('[');
      const std::size_t end = text.find_first_of(bracketed ? "]" : ":/?#, \t\r\n", at);
      if (end == std::string_view::npos) return end;
      at = end + (bracketed ? 1 : 0);
      if (text.substr(at).starts_with(':')) {
        if (!starts_with_port(text.substr(at + 1))) return at + 1;
        at = skip(text, digits, at + 1);
      }
      if (!text.substr(at).starts_with(',')) break;
      ++at;
    }
  }
  return std::string_view::npos;
}

/// A password in the authority of a URL may hold any character, '@', ':' and '/' too, where nobody encoded
/// it: it lasts from the first colon to the last '@'. Texts that lost their scheme are treated alike.
std::string without_url_password(std::string_view text) {
  const std::size_t scheme = text.find("://");
  const std::size_t authority = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t colon = text.find(':', authority);
  const std::size_t at_sign = text.rfind('@');
  if (colon < at_sign && at_sign != std::string_view::npos) {
    return fmt::format("{}{}{}", text.substr(0, colon + 1), hidden, text.substr(at_sign));
  }
  const std::size_t begin = password_without_host(text);
  if (begin == std::string_view::npos) return std::string(text);
  return fmt::format("{}{}", text.substr(0, begin), hidden);
}

/// Where the value begins behind the first name of a secret in `text`, or npos.
std::size_t secret_value(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) { return lower(a) == b; };
  for (const auto* found = std::search(text.begin(), text.end(), word.begin(), word.end(), same);
       found != text.end(); found = std::search(found + 1, text.end(), word.begin(), word.end(), same)) {
    std::size_t at = skip(text, word_characters, static_cast<std::size_t>(found - text.begin()));
    if (at < text.size() && (text[at] == '"' || text[at] == '\'')) ++at;
    at = skip(text, blanks, at);
    if (at == text.size() || (text[at] != '=' && text[at] != ':')) continue;
    at = skip(text, blanks, at + 1);
    if (at < text.size()) return at;
  }
  return std::string_view::npos;
}

struct Range {
  char32_t first;
  char32_t last;
};

/// Characters that cannot be seen, or that move what stands beside them (Unicode 15, categories Cc, Cf, Zl,
/// Zp and the spaces that look like a plain one).
constexpr std::array<Range, 13> unseen{{{0x00, 0x1F},
                                        {0x7F, 0xA0},
                                        {0xAD, 0xAD},
                                        {0x61C, 0x61C},
                                        {0x180E, 0x180E},
                                        {0x2000, 0x200F},
                                        {0x2028, 0x202F},
                                        {0x205F, 0x206F},
                                        {0x3000, 0x3000},
                                        {0xFE00, 0xFE0F},
                                        {0xFEFF, 0xFEFF},
                                        {0xFFF9, 0xFFFB},
                                        {0xE0000, 0xE0FFF}}};

bool is_unseen(char32_t value) {
  return std::ranges::any_of(
      unseen, [value](const Range& range) { return range.first <= value && value <= range.last; });
}

std::string escaped(char32_t value) {
  switch (value) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return value < 0x80 ? fmt::format("\\x{:02x}", static_cast<unsigned>(value))
                          : fmt::format("\\u{{{:x}}}", static_cast<unsigned>(value));
  }
}

}  // namespace

std::string redacted(std::string_view text) {
  std::string result = without_url_password(text);
  std::size_t begin = std::string::npos;
  for (const std::string_view word : secret_words) begin = std::min(begin, secret_value(result, word));
  return begin == std::string::npos ? result : result.substr(0, begin).append(hidden);
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<CodePoint> next = first_code_point(text.substr(at));
    if (!next) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at++]));
      continue;
    }
    if (is_unseen(next->value)) {
      result += escaped(next->value);
    } else {
      result += text.substr(at, next->bytes);
    }
    at += next->bytes;
  }
  return result;
}

}  // namespace poolsize
