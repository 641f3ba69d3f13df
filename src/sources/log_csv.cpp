#include "server_log.hpp"

#include <algorithm>
#include <array>

namespace poolsize::sources {
namespace {

/// PostgreSQL 15 Documentation, section 20.8.4. Before 13 there is no backend_type, before 14 no leader_pid
/// nor query_id; the columns before are the same since 9.0.
enum Column : std::size_t {
  log_time = 0,
  user_name = 1,
  database_name = 2,
  session_id = 5,
  command_tag = 7,
  error_severity = 11,
  message = 13,
  application_name = 22,
  columns_at_least = 23,
};

/// More than a statement has reason to be, in bytes.
constexpr std::size_t longest_row = LogLines::longest;

class CsvLog : public LogFormat {
 public:
  explicit CsvLog(LogLines& lines) : lines_(lines) {}

  std::optional<Message> next() override {
    while (take_row()) {
      std::optional<Message> message = message_of_row();
      if (message) return message;
      skip();
    }
    return std::nullopt;
  }

 private:
  static bool begins_row(std::string_view line) { return take_log_time(line) && line.starts_with(','); }

  /// A row ends where no quote is open. One that was cut off, as by a crash, is given up where another
  /// begins.
  bool take_row() {
    if (!has_line_ && !lines_.next()) return false;
    has_line_ = false;
    row_.assign(lines_.text());
    bool is_open = std::ranges::count(row_, '"') % 2 != 0;
    while (is_open && lines_.next()) {
      const std::string_view line = lines_.text();
      if (begins_row(line)) {
        has_line_ = true;
        return true;
      }
      if (std::ranges::count(line, '"') % 2 != 0) is_open = false;
      if (row_.size() < longest_row) row_.append("\n").append(line);
    }
    return true;
  }

  std::optional<Message> message_of_row() {
    if (!split()) return std::nullopt;
    const auto field = [&](Column column) { return fields_[column]; };
    std::string_view time = field(log_time);
    const std::optional<LogTime> at = take_log_time(time);
    if (!at) return std::nullopt;
    return Message{.record = {.at = {},
                              .has_milliseconds = at->has_milliseconds,
                              .session = field(session_id),
                              .severity = field(error_severity),
                              .message = field(message),
                              .command_tag = field(command_tag),
                              .user = field(user_name),
                              .database = field(database_name),
                              .application = field(application_name)},
                   .time = *at};
  }

  /// Into fields without quotes, each where it stands. False for a row that has too few, or ends in quotes.
  bool split() {
    std::size_t count = 0;
    std::size_t read = 0;
    while (count < fields_.size()) {
      const std::size_t begin = read;
      std::size_t written = read;
      bool is_quoted = false;
      for (; read < row_.size() && (is_quoted || row_[read] != ','); ++read) {
        if (row_[read] != '"') {
          row_[written++] = row_[read];
        } else if (is_quoted && read + 1 < row_.size() && row_[read + 1] == '"') {
          row_[written++] = row_[read++];
        } else {
          is_quoted = !is_quoted;
        }
      }
      if (is_quoted) return false;
      fields_[count++] = std::string_view(row_).substr(begin, written - begin);
      if (read == row_.size()) break;
      ++read;
    }
    return count == fields_.size();
  }

  LogLines& lines_;
  bool has_line_ = false;  ///< that was read already
  std::string row_;
  std::array<std::string_view, columns_at_least> fields_;
};

}  // namespace

std::unique_ptr<LogFormat> csv_log(LogLines& lines) { return std::make_unique<CsvLog>(lines); }

}  // namespace poolsize::sources
