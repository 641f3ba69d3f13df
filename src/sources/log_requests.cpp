#include "log_requests.hpp"

#include "logged_statement.hpp"

#include <algorithm>

namespace poolsize::sources {
namespace {

constexpr std::size_t most_applications = 64;
/// Sessions that began a statement and were not seen again, before they are forgotten.
constexpr std::size_t most_begun = 100'000;

/// As log_line_prefix shows what has none; csvlog and jsonlog show nothing.
constexpr std::string_view nameless = "[unknown]";

std::string_view application_of(const LogRecord& record) {
  return record.application.empty() ? nameless : record.application;
}

bool is_any(std::string_view severity, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, severity) != words.end();
}

/// Where no text is logged, the server's own word for what it executed.
StatementKind kind_of_tag(std::string_view tag) {
  if (tag == "BEGIN" || tag == "START TRANSACTION") return StatementKind::opens;
  if (tag == "COMMIT" || tag == "ROLLBACK" || tag == "PREPARE TRANSACTION") return StatementKind::closes;
  return StatementKind::work;
}

}  // namespace

LogRequests::LogRequests(LogFilter filter, Checkouts::Sink sink)
    : filter_(std::move(filter)), checkouts_(std::move(sink)) {}

bool LogRequests::passes(const LogRecord& record) const {
  const auto fits = [](const std::string& wanted, std::string_view is) {
    return wanted.empty() || wanted == is;
  };
  return fits(filter_.application, application_of(record)) && fits(filter_.database, record.database) &&
         fits(filter_.user, record.user);
}

void LogRequests::see(const LogFormat::Message& message) {
  const LogRecord& record = message.record;
  ++summary_.messages;
  const Duration at = clock_.since_first(message.time);
  if (record.session.empty()) return;
  if (record.severity == "LOG") {
    if (record.message.starts_with("disconnection: ")) {
      checkouts_.see_end(record.session, at);
    } else {
      see_statement(record, at);
    }
  } else if (is_any(record.severity, {"FATAL", "PANIC"})) {
    checkouts_.see_end(record.session, at);
  } else if (record.severity == "ERROR" && passes(record)) {
    begun_.erase(std::string(record.session));
    checkouts_.see_failure(record.session, at);
  }
}

void LogRequests::see_statement(const LogRecord& record, Duration at) {
  const std::optional<LoggedStatement> logged = parse_logged_statement(record.message);
  if (!logged) return;
  if (logged->duration) count(record);
  if (!passes(record)) return;
  using Phase = LoggedStatement::Phase;
  const bool has_text = logged->phase != Phase::unknown;
  Begun begun{.kind = kind_of_statement(logged->text),
              .is_preparation = logged->phase == Phase::parse || logged->phase == Phase::bind};
  const bool has_tag = !record.command_tag.empty();
  if (!has_text) {
    // Where only what is executed is told, what is not told was parsed or bound.
    begun = {.kind = kind_of_tag(record.command_tag),
             .is_preparation = !has_tag || record.command_tag == "PARSE" || record.command_tag == "BIND"};
    const auto found = begun_.find(record.session);
    if (found != begun_.end() && (!has_tag || !begun.is_preparation)) {
      begun = found->second;
      begun_.erase(found);
    }
  }
  summary_.told += has_text || has_tag ? 1 : 0;
  if (!logged->duration) {
    if (begun_.size() >= most_begun) begun_.clear();
    begun_[std::string(record.session)] = begun;
    return;
  }
  ++summary_.durations;
  summary_.shortest = std::min(summary_.shortest, *logged->duration);
  summary_.has_milliseconds = summary_.has_milliseconds && record.has_milliseconds;
  checkouts_.see(record.session, {.begin = at - *logged->duration,
                                  .end = at,
                                  .kind = begun.kind,
                                  .is_preparation = begun.is_preparation});
}

void LogRequests::count(const LogRecord& record) {
  const auto known = summary_.applications.find(std::string(application_of(record)));
  if (known != summary_.applications.end()) {
    ++known->second;
  } else if (summary_.applications.size() < most_applications) {
    summary_.applications.emplace(application_of(record), 1);
  }
}

}  // namespace poolsize::sources
