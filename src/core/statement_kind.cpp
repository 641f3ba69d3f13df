#include <poolsize/statement_kind.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace poolsize {
namespace {

/// asyncpg/connection.py (0.27.0), Connection.get_reset_query(): the first of its statements, on a server
/// that has advisory locks.
constexpr std::string_view first_of_reset = "SELECT pg_advisory_unlock_all()";

/// asyncpg/introspection.py (0.27.0): how TYPE_BY_OID and TYPE_BY_NAME begin, and INTRO_LOOKUP_TYPES, without
/// their blanks. SQLAlchemy asks for json and jsonb in each new connection (dialects/postgresql/asyncpg.py,
/// `on_connect`, 1.4.46).
constexpr std::array<std::string_view, 2> lookups = {
    "SELECTt.oid,t.typelemASelemtype,t.typtypeASkindFROMpg_catalog.pg_typeASt",
    "WITHRECURSIVEtypeinfo_tree("};

constexpr std::string_view blanks = " \t\r\n\f\v";

bool starts_but_for_blanks(std::string_view text, std::string_view start) {
  for (const char c : text) {
    if (start.empty()) return true;
    if (blanks.find(c) != std::string_view::npos) continue;
    if (c != start.front()) return false;
    start.remove_prefix(1);
  }
  return start.empty();
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_word_character(char c) {
  return (upper(c) >= 'A' && upper(c) <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Walks over SQL as PostgreSQL's scanner does (src/backend/parser/scan.l): what stands in quotes and
/// comments ends no statement.
class SqlWalk {
 public:
  explicit SqlWalk(std::string_view sql) : rest_(sql) {}

  bool is_at_end() const { return rest_.empty(); }
  bool is_at_statement_end() const { return rest_.empty() || rest_.front() == ';'; }

  /// Past blanks and comments.
  void skip_blanks() {
    while (!rest_.empty()) {
      if (blanks.find(rest_.front()) != std::string_view::npos) {
        rest_.remove_prefix(1);
      } else if (rest_.starts_with("--")) {
        drop(rest_.find('\n'));
      } else if (rest_.starts_with("/*")) {
        skip_comment();
      } else {
        return;
      }
    }
  }

  /// The next word, if one stands here; empty otherwise.
  std::string_view take_word() {
    skip_blanks();
    const auto* const end = std::ranges::find_if_not(rest_, is_word_character);
    const std::string_view word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(word.size());
    return word;
  }

  /// Past the end of this statement.
  void skip_statement() {
    while (!rest_.empty()) {
      const std::size_t stop = std::min(rest_.find_first_of(";'\"$-/"), rest_.size());
      const std::string_view passed = rest_.substr(0, stop);
      rest_.remove_prefix(stop);
      if (rest_.empty()) return;
      const char c = rest_.front();
      if (c == ';') return rest_.remove_prefix(1);
      if (rest_.starts_with("--") || rest_.starts_with("/*")) {
        skip_blanks();
      } else if (c == '\'' || c == '"') {
        skip_quoted(c, c == '\'' && (passed.ends_with('E') || passed.ends_with('e')));
      } else if (c == '$') {
        skip_dollar();
      } else {
        rest_.remove_prefix(1);
      }
    }
  }

 private:
  void drop(std::size_t count) { rest_.remove_prefix(std::min(count, rest_.size())); }

  /// They nest.
  void skip_comment() {
    std::size_t depth = 0;
    while (!rest_.empty()) {
      if (rest_.starts_with("/*")) {
        ++depth;
        drop(2);
      } else if (rest_.starts_with("*/")) {
        drop(2);
        if (--depth == 0) return;
      } else {
        drop(1);
      }
    }
  }

  /// A quote within is doubled, which looks like two texts one behind the other.
  void skip_quoted(char quote, bool escapes) {
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_.front() != quote) drop(escapes && rest_.front() == '\\' ? 2 : 1);
    drop(1);
  }

  /// $tag$ … $tag$, or a parameter such as $1.
  void skip_dollar() {
    std::size_t end = 1;
    while (end < rest_.size() && is_word_character(rest_[end])) ++end;
    const bool is_tag = end < rest_.size() && rest_[end] == '$' && !(rest_[1] >= '0' && rest_[1] <= '9');
    if (!is_tag) return drop(end);
    const std::string_view tag = rest_.substr(0, end + 1);
    const std::size_t close = rest_.find(tag, tag.size());
    drop(close == std::string_view::npos ? close : close + tag.size());
  }

  std::string_view rest_;
};

bool is(std::string_view word, std::string_view keyword) {
  return std::ranges::equal(word, keyword, {}, upper);
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> keywords) {
  return std::ranges::any_of(keywords, [&](std::string_view keyword) { return is(word, keyword); });
}

/// What follows COMMIT, END, ROLLBACK or ABORT (PostgreSQL 15, Reference, SQL Commands).
StatementKind kind_of_end(SqlWalk& walk) {
  std::string_view word = walk.take_word();
  if (is_any(word, {"PREPARED"})) return StatementKind::work;  // of another transaction
  if (is_any(word, {"WORK", "TRANSACTION"})) word = walk.take_word();
  if (is(word, "TO")) return StatementKind::work;  // a savepoint
  if (is(word, "AND")) return is(walk.take_word(), "CHAIN") ? StatementKind::reopens : StatementKind::closes;
  return StatementKind::closes;
}

StatementKind kind_of_one(SqlWalk& walk) {
  walk.skip_blanks();
  if (walk.is_at_statement_end()) return StatementKind::pings;
  const std::string_view word = walk.take_word();
  if (is(word, "BEGIN")) return StatementKind::opens;
  if (is(word, "START"))
    return is(walk.take_word(), "TRANSACTION") ? StatementKind::opens : StatementKind::work;
  if (is_any(word, {"COMMIT", "END", "ROLLBACK", "ABORT"})) return kind_of_end(walk);
  if (is(word, "PREPARE"))
    return is(walk.take_word(), "TRANSACTION") ? StatementKind::closes : StatementKind::work;
  return StatementKind::work;
}

/// One after the other.
StatementKind both(StatementKind first, StatementKind second) {
  using enum StatementKind;
  if (first == pings) return second;
  if (second == pings || second == work) return first;
  if (first == opens && second == closes) return work;
  if (first == closes && second == opens) return reopens;
  if (first == reopens && second == closes) return closes;
  return second;
}

}  // namespace

StatementKind kind_of_statement(std::string_view sql) {
  SqlWalk walk(sql);
  walk.skip_blanks();
  if (std::string_view(sql.substr(std::min(sql.find_first_not_of(blanks), sql.size())))
          .starts_with(first_of_reset))
    return StatementKind::resets;
  if (std::ranges::any_of(lookups, [&](std::string_view start) { return starts_but_for_blanks(sql, start); }))
    return StatementKind::looks_up;
  StatementKind kind = StatementKind::pings;
  while (!walk.is_at_end()) {
    SqlWalk ahead = walk;
    kind = both(kind, kind_of_one(ahead));
    walk.skip_statement();
    walk.skip_blanks();
  }
  return kind;
}

}  // namespace poolsize
