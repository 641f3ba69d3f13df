#include "server_log.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::sources {
namespace {

/// So much of a file tells its format.
constexpr std::size_t looked_at = std::size_t{1} << 16;

template <class Use>
void for_each_line(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// A file may begin within a message.
template <class Is>
bool any_line(std::string_view text, Is is) {
  bool found = false;
  for_each_line(text, [&](std::string_view line) { found = found || is(line); });
  return found;
}

bool is_json(std::string_view line) { return line.starts_with(R"({"timestamp":")"); }
bool is_csv(std::string_view line) { return take_log_time(line) && line.starts_with(','); }

std::size_t matches(const LogPrefix& prefix, std::string_view start) {
  std::size_t count = 0;
  for_each_line(start, [&](std::string_view line) { count += prefix.match(line).has_value() ? 1U : 0U; });
  return count;
}

LogPrefix likeliest(std::string_view start, const std::string& name) {
  std::optional<LogPrefix> best;
  std::size_t most = 0;
  for (const std::string_view setting : usual_prefixes()) {
    LogPrefix prefix(setting);
    const std::size_t count = matches(prefix, start);
    if (count > most) best = std::move(prefix);
    most = std::max(most, count);
  }
  if (!best) {
    throw Error(Failure::input,
                start.empty()
                    ? "is empty; give the log of a PostgreSQL server"
                    : "begins like no log of PostgreSQL's; say what stands in front of its lines, as in "
                      "--log-line-prefix '%m [%p] ' (SHOW log_line_prefix tells)",
                {.file = name});
  }
  return *std::move(best);
}

}  // namespace

ServerLog::ServerLog(const std::string& path, const std::optional<std::string>& prefix) : lines_(path) {
  const std::string_view start = lines_.start().substr(0, looked_at);
  if (any_line(start, is_json)) {
    format_name_ = "jsonlog";
    format_ = json_log(lines_);
    return;
  }
  if (any_line(start, is_csv)) {
    format_name_ = "csvlog";
    format_ = csv_log(lines_);
    return;
  }
  prefix_ = prefix ? LogPrefix(*prefix) : likeliest(start, lines_.name());
  if (prefix && matches(*prefix_, start) == 0) {
    throw Error(
        Failure::input,
        fmt::format(
            "no line begins as --log-line-prefix {} says; SHOW log_line_prefix tells what stands there",
            quoted(*prefix)),
        {.file = lines_.name()});
  }
  format_ = stderr_log(lines_, *prefix_);
}

}  // namespace poolsize::sources
