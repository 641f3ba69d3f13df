#include "python_tokens.hpp"

#include "plain_text.hpp"

#include <algorithm>

namespace poolsize::sources {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Letters of any alphabet: bytes of UTF-8 beyond ASCII count as such.
constexpr bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool in_name(char c) { return begins_name(c) || is_digit(c); }

/// What may stand before the quote of a string, in any case (docs.python.org, Lexical analysis).
bool is_string_prefix(std::string_view word) {
  return word.size() <= 2 && word.find_first_not_of("rRbBuUfF") == std::string_view::npos;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {
    if (text.starts_with(byte_order_mark)) at_ = line_start_ = byte_order_mark.size();
  }

  std::vector<PythonToken> scan() {
    while (at_ < text_.size()) scan_one();
    return std::move(tokens_);
  }

 private:
  using Kind = PythonToken::Kind;

  void scan_one() {
    const char c = text_[at_];
    if (c == '\n' || c == '\r') {
      end_line();
    } else if (c == '#') {
      at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
    } else if (c == ' ' || c == '\t' || c == '\f' || c == '\\') {
      ++at_;
    } else if (c == '"' || c == '\'') {
      take_string(place(), "");
    } else if (begins_name(c)) {
      take_name();
    } else if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
      take_number();
    } else {
      const std::size_t length = text_.substr(at_).starts_with("**") ? 2U : 1U;
      tokens_.push_back({Kind::sign, text_.substr(at_, length), place()});
      at_ += length;
    }
  }

  Place place() const { return {line_, static_cast<int>(at_ - line_start_) + 1}; }

  void end_line() {
    at_ += text_.substr(at_).starts_with("\r\n") ? 2U : 1U;
    ++line_;
    line_start_ = at_;
  }

  void take_name() {
    const Place start = place();
    const std::size_t begin = at_;
    while (at_ < text_.size() && in_name(text_[at_])) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    const bool quoted = at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'');
    if (quoted && is_string_prefix(word)) return take_string(start, word);
    tokens_.push_back({Kind::name, word, start});
  }

  /// 10, 1_000, 0.5, 1e3, 0x10, 1.5j
  void take_number() {
    const Place start = place();
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const bool sign_of_exponent = (text_[at_] == '+' || text_[at_] == '-') && at_ > begin &&
                                    (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E');
      if (!in_name(text_[at_]) && text_[at_] != '.' && !sign_of_exponent) break;
      ++at_;
    }
    tokens_.push_back({Kind::number, text_.substr(begin, at_ - begin), start});
  }

  void take_string(Place start, std::string_view prefix) {
    const char quote = text_[at_];
    const bool triple = text_.substr(at_).starts_with(std::string(3, quote));
    const std::size_t width = triple ? 3U : 1U;
    at_ += width;
    const std::size_t begin = at_;
    std::size_t end = text_.size();
    while (at_ < text_.size()) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        step();
        continue;
      }
      const bool closes =
          text_[at_] == quote && (!triple || text_.substr(at_).starts_with(std::string(3, quote)));
      const bool broken = !triple && (text_[at_] == '\n' || text_[at_] == '\r');
      if (closes || broken) {
        end = at_;
        if (closes) at_ += width;
        break;
      }
      step();
    }
    tokens_.push_back({.kind = Kind::string,
                       .text = text_.substr(begin, end - begin),
                       .at = start,
                       .formatted = prefix.find_first_of("fF") != std::string_view::npos});
  }

  /// One character on, which may end a line.
  void step() {
    if (text_[at_] == '\n' || text_[at_] == '\r') {
      end_line();
    } else {
      ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
  std::vector<PythonToken> tokens_;
};

}  // namespace

std::vector<PythonToken> python_tokens(std::string_view text) { return Scanner(text).scan(); }

}  // namespace poolsize::sources
