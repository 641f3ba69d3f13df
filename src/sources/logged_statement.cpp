#include "logged_statement.hpp"

#include <array>
#include <charconv>

namespace poolsize::sources {
namespace {

using Phase = LoggedStatement::Phase;

struct Form {
  std::string_view word;
  Phase phase;
  bool has_name;  ///< of a prepared statement, with a colon behind it
};
constexpr std::array forms{
    Form{"statement: ", Phase::simple, false},
    Form{"parse ", Phase::parse, true},
    Form{"bind ", Phase::bind, true},
    Form{"execute ", Phase::execute, true},
    Form{"fastpath function call: ", Phase::simple, false},
};

bool take(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

/// "0.333 ms", and takes it.
std::optional<Duration> take_milliseconds(std::string_view& text) {
  double milliseconds = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  constexpr double most = 1e12;  // thirty years
  if (failure != std::errc{} || !(milliseconds >= 0 && milliseconds <= most) || !take(rest, " ms"))
    return std::nullopt;
  text = rest;
  return Duration{milliseconds / 1000};
}

bool set_text(LoggedStatement& statement, std::string_view text) {
  for (const Form& form : forms) {
    std::string_view rest = text;
    if (!take(rest, form.word)) continue;
    if (form.has_name) {
      const std::size_t colon = rest.find(": ");
      // A text that begins with a line end leaves no blank behind the colon in some formats.
      const std::size_t bare = rest.find(":\n");
      const std::size_t name = std::min(colon, bare);
      if (name == std::string_view::npos) return false;
      rest.remove_prefix(name + 1);
    }
    statement.phase = form.phase;
    statement.text = rest;
    return true;
  }
  return false;
}

}  // namespace

std::optional<LoggedStatement> parse_logged_statement(std::string_view message) {
  LoggedStatement statement;
  if (!take(message, "duration: ")) {
    if (!set_text(statement, message)) return std::nullopt;
    return statement;
  }
  statement.duration = take_milliseconds(message);
  if (!statement.duration) return std::nullopt;
  if (message.empty()) return statement;
  if (!take(message, "  ") || !set_text(statement, message)) return std::nullopt;
  return statement;
}

}  // namespace poolsize::sources
