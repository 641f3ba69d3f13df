#include "env_file.hpp"

#include "files.hpp"
#include "place.hpp"

#include <poolsize/utf8.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace poolsize::sources {
namespace {

constexpr std::string_view blanks = " \t\v\f";
constexpr std::string_view line_ends = "\r\n";
constexpr std::string_view white_space = " \t\v\f\r\n";
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
constexpr std::string_view digits_and_signs = "0123456789.-";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr std::string_view no_binding =
    "this is not NAME=value, so it sets nothing; write NAME=value, or # in front of a comment";
constexpr std::string_view no_name =
    "what stands before '=' is not the name of a variable; write letters, digits and _";
constexpr std::string_view open_quote = "the quote has no end, so the application ignores the line; close it";
constexpr std::string_view behind_quote =
    "text behind the closing quote, so the application ignores the line; quote all of it, or put # before a "
    "comment";
constexpr std::string_view bad_ignore = "this is not a list of rules; write # poolsize: ignore[rule-id]";
constexpr std::string_view not_utf8 =
    "a byte that is not UTF-8, so the application cannot read the file; save it as UTF-8";
constexpr std::string_view nul_byte = "a NUL byte, so this is no env file; give a text file";
constexpr std::string_view utf16 = "UTF-16, so the application cannot read the file; save it as UTF-8";

bool is_any_of(char c, std::string_view these) { return these.find(c) != std::string_view::npos; }

bool is_name(std::string_view text) {
  const auto in_name = [](char c) { return is_any_of(c, letters) || is_any_of(c, digits_and_signs); };
  return !text.empty() && is_any_of(text[0], letters) && std::ranges::all_of(text, in_name);
}

/// The application opens the file in text mode: every kind of line end becomes "\n".
std::string with_plain_line_ends(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool before_newline = text.substr(i + 1).starts_with('\n');
    if (text[i] != '\r') {
      result += text[i];
    } else if (!before_newline) {
      result += '\n';
    }
  }
  return result;
}

/// `written` may stand behind a backslash, and then is what stands at its place in `meant`.
struct Escapes {
  std::string_view written;
  std::string_view meant;
};
constexpr Escapes single_quote_escapes{"\\'", "\\'"};
constexpr Escapes double_quote_escapes{"\\'\"abfnrtv", "\\'\"\a\b\f\n\r\t\v"};

std::string unescaped(std::string_view text, const Escapes& escapes) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool may_escape = text[i] == '\\' && i + 1 < text.size();
    const std::size_t which = may_escape ? escapes.written.find(text[i + 1]) : std::string_view::npos;
    if (which == std::string_view::npos) {
      result += text[i];
    } else {
      result += escapes.meant[which];
      ++i;
    }
  }
  return result;
}

/// Where the quote closes that opens at `begin`, or npos. A quote behind a backslash does not close, unless
/// no other does: then the last such one.
std::size_t closing_quote(std::string_view text, std::size_t begin) {
  std::size_t last_escaped = std::string_view::npos;
  for (std::size_t at = begin + 1; (at = text.find(text[begin], at)) != std::string_view::npos; ++at) {
    const bool escaped = at > begin + 1 && text[at - 1] == '\\';
    if (!escaped) return at;
    last_escaped = at;
  }
  return last_escaped;
}

/// Where the unquoted value ends that begins at `begin`: before the white space and `#` of a comment, or
/// before white space at the end of the line.
std::size_t unquoted_end(std::string_view text, std::size_t begin) {
  std::size_t end = std::min(text.find_first_of(line_ends, begin), text.size());
  for (std::size_t at = begin + 1; at < end; ++at) {
    if (text[at] == '#' && is_any_of(text[at - 1], blanks)) end = at;
  }
  while (end > begin && is_any_of(text[end - 1], blanks)) --end;
  return end;
}

class Reader {
 public:
  Reader(std::string_view text, std::string_view file_name) : text_(text), file_name_(file_name) {
    if (text_.starts_with(byte_order_mark)) at_ = line_start_ = byte_order_mark.size();
  }

  EnvFile read() {
    for (skip(white_space); at_ < text_.size(); skip(white_space)) read_line();
    return std::move(file_);
  }

 private:
  void read_line() {
    EnvEntry entry;
    entry.exported = take_export();
    if (next() == '#') return skip_line();

    const Location start = here();
    const std::string_view name = take_name();
    skip(blanks);
    if (name.empty() || next() != '=') return leave_out(start, no_binding);
    advance_to(at_ + 1);
    skip(blanks);

    const Location value_start = here();
    entry.value_begin = at_;
    if (!take_value(entry)) return leave_out(value_start, open_quote);
    entry.value_end = at_;
    skip(blanks);
    if (next() == '#') take_comment(entry);
    if (at_ < text_.size() && !is_any_of(next(), line_ends)) return leave_out(here(), behind_quote);
    if (!is_name(name)) return report(start, no_name);

    entry.name = name;
    entry.line = start.line;
    entry.name_column = start.column;
    entry.value_column = value_start.column;
    file_.entries.push_back(std::move(entry));
  }

  bool take_export() {
    constexpr std::string_view word = "export";
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with(word) || rest.size() == word.size() || !is_any_of(rest[word.size()], blanks))
      return false;
    advance_to(at_ + word.size());
    skip(blanks);
    return true;
  }

  /// 'A NAME' or what stands before white space, `=` and `#`; empty if neither is there.
  std::string_view take_name() {
    const std::size_t begin = at_;
    if (next() != '\'') {
      advance_to(std::min(text_.find_first_of(" \t\v\f\r\n=#", at_), text_.size()));
      return text_.substr(begin, at_ - begin);
    }
    const std::size_t end = text_.find('\'', begin + 1);
    if (end == std::string_view::npos || end == begin + 1) return {};
    advance_to(end + 1);
    return text_.substr(begin + 1, end - begin - 1);
  }

  /// False if its quote has no end.
  bool take_value(EnvEntry& entry) {
    const char first = next();
    if (first != '\'' && first != '"') {
      advance_to(unquoted_end(text_, at_));
      entry.value = text_.substr(entry.value_begin, at_ - entry.value_begin);
      return true;
    }
    const std::size_t end = closing_quote(text_, at_);
    if (end == std::string_view::npos) return false;
    const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
    entry.quoting = first == '"' ? Quoting::double_quotes : Quoting::single_quotes;
    entry.value =
        unescaped(with_plain_line_ends(inside), first == '"' ? double_quote_escapes : single_quote_escapes);
    advance_to(end + 1);
    return true;
  }

  void take_comment(EnvEntry& entry) {
    const Location start = here();
    const std::size_t begin = at_;
    skip_line();
    if (auto ignored = parse_ignores(text_.substr(begin, at_ - begin), start)) {
      entry.ignored = *std::move(ignored);
    } else {
      report(start, bad_ignore);
    }
  }

  void report(Location where, std::string_view message) {
    file_.problems.push_back({.where = std::move(where), .message = std::string(message)});
  }

  /// As the application does: the rest of the line goes, from wherever reading it has come to.
  void leave_out(Location where, std::string_view message) {
    report(std::move(where), message);
    skip_line();
  }

  /// The next character, or NUL at the end: no text that comes here holds one.
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  Location here() const { return {std::string(file_name_), line_, static_cast<int>(at_ - line_start_) + 1}; }

  void skip(std::string_view these) {
    advance_to(std::min(text_.find_first_not_of(these, at_), text_.size()));
  }
  void skip_line() { advance_to(std::min(text_.find_first_of(line_ends, at_), text_.size())); }

  void advance_to(std::size_t end) {
    for (; at_ < end; ++at_) {
      const bool ends_line =
          text_[at_] == '\n' || (text_[at_] == '\r' && !text_.substr(at_ + 1).starts_with('\n'));
      if (!ends_line) continue;
      ++line_;
      line_start_ = at_ + 1;
    }
  }

  std::string_view text_;
  std::string_view file_name_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
  EnvFile file_;
};

/// What makes the text no env file at all.
std::optional<EnvProblem> not_an_env_file(std::string_view text, std::string_view file_name) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return EnvProblem{.where = place_of(text, 0, file_name), .message = std::string(utf16)};
  }
  const std::size_t nul = text.find('\0');
  if (nul == std::string_view::npos) return std::nullopt;
  return EnvProblem{.where = place_of(text, nul, file_name), .message = std::string(nul_byte)};
}

}  // namespace

EnvFile parse_env_file(std::string_view text, std::string_view file_name) {
  if (std::optional<EnvProblem> problem = not_an_env_file(text, file_name)) {
    return {.entries = {}, .problems = {*std::move(problem)}};
  }
  EnvFile file = Reader(text, file_name).read();
  if (const std::optional<std::size_t> bad = first_invalid_utf8(text)) {
    file.problems.push_back({.where = place_of(text, *bad, file_name), .message = std::string(not_utf8)});
    std::ranges::stable_sort(file.problems, {}, &EnvProblem::where);
  }
  return file;
}

EnvFile read_env_file(const std::string& path) {
  return parse_env_file(read_text(path, largest_env_file), shown_name(path));
}

bool same_name(std::string_view a, std::string_view b) {
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
  return std::ranges::equal(a, b, {}, upper, upper);
}

}  // namespace poolsize::sources
