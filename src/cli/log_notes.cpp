#include "log_notes.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::cli {
namespace {

/// The applications whose statements are most, with their shares.
std::string applications_text(const std::map<std::string, Count>& applications) {
  constexpr std::size_t shown = 5;
  std::vector<std::pair<Count, std::string>> most;
  Count all = 0;
  for (const auto& [name, count] : applications) {
    most.emplace_back(count, name);
    all += count;
  }
  std::ranges::sort(most, std::greater<>());
  std::string text;
  for (const auto& [count, name] : most) {
    if (&count == &most[std::min(shown, most.size() - 1)].first && most.size() > shown) break;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", quoted(name),
                        percent(static_cast<double>(count) / static_cast<double>(all)));
  }
  return text;
}

std::string counted(Count count, std::string_view one, std::string_view more) {
  return fmt::format("{} {}", count, count == 1 ? one : more);
}

std::string losses_text(const CheckoutLosses& losses) {
  std::string text;
  const auto add = [&](Count count, std::string_view one, std::string_view more) {
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(count, one, more);
  };
  add(losses.cut_off, "request began before the log", "requests began before the log");
  add(losses.unfinished, "request did not end in it", "requests did not end in it");
  add(losses.failed, "statement failed, whose duration PostgreSQL does not log",
      "statements failed, whose durations PostgreSQL does not log");
  return text.empty() ? text : fmt::format("Left out: {}.", text);
}

/// A server that logs every statement logs one that is shorter, BEGIN for one.
constexpr Duration suspicious{0.001};
constexpr Count enough_to_suspect = 20;

}  // namespace

void expect_durations(const ReadLogs& read, const sources::LogFilter& filter, const std::string& name) {
  const auto refuse = [&](const std::string& why) { throw Error(Failure::input, why, {.file = name}); };
  const bool is_filtered = !filter.application.empty() || !filter.database.empty() || !filter.user.empty();
  if (read.summary.durations == 0 && is_filtered && !read.summary.applications.empty()) {
    refuse(fmt::format("no statement is of that application, database and user; its applications are {}",
                       applications_text(read.summary.applications)));
  }
  if (read.summary.durations == 0) {
    refuse(
        fmt::format("no durations in {}; set log_min_duration_statement = 0 and lc_messages = 'C' in "
                    "postgresql.conf, reload, and give the log of a busy hour",
                    counted(read.summary.messages, "message", "messages")));
  }
  if (read.summary.told == 0) {
    refuse(
        "durations without their statements, so that transactions cannot be told; set "
        "log_min_duration_statement = 0 in place of log_duration");
  }
}

std::vector<std::string> log_notes(const ReadLogs& read, const sources::LogFilter& filter) {
  std::vector<std::string> notes{
      "As the server saw it: when a request spoke on its connection, not when it asked the pool for one; and "
      "a hold from its first statement to its last, without what the client did before and after."};
  if (read.resolution > suspicious) {
    notes.emplace_back(
        "The log's clock shows whole seconds, and so are the holds of transactions: log with %m in "
        "log_line_prefix.");
  } else {
    notes.emplace_back("The log's clock shows milliseconds: the hold of a transaction is known to one.");
  }
  if (read.summary.shortest >= suspicious && read.summary.durations >= enough_to_suspect) {
    notes.push_back(fmt::format(
        "No statement is shorter than {}: shorter ones are missing, unless log_min_duration_statement is 0.",
        to_string(read.summary.shortest)));
  }
  if (filter.application.empty() && read.summary.applications.size() > 1) {
    notes.push_back(fmt::format("Statements of {} applications: {}. --application takes those of one.",
                                read.summary.applications.size(),
                                applications_text(read.summary.applications)));
  }
  if (const std::string losses = losses_text(read.losses); !losses.empty()) notes.push_back(losses);
  if (read.skipped > 0)
    notes.push_back(fmt::format("{} of a log.", counted(read.skipped, "line is none", "lines are none")));
  if (read.late > 0) {
    notes.push_back(fmt::format("{} so long that a million began meanwhile; when is not known exactly.",
                                counted(read.late, "request lasted", "requests lasted")));
  }
  return notes;
}

}  // namespace poolsize::cli
