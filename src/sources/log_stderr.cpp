#include "server_log.hpp"

namespace poolsize::sources {
namespace {

/// What is kept of a message, in bytes: more than a statement has that begins or ends a transaction.
constexpr std::size_t longest_message = std::size_t{1} << 16;

/// A message goes on in lines that begin with a tab (src/backend/utils/error/elog.c, append_with_tabs()).
class StderrLog : public LogFormat {
 public:
  StderrLog(LogLines& lines, LogPrefix prefix) : lines_(lines), prefix_(std::move(prefix)) {}

  std::optional<Message> next() override {
    while (has_line_ || lines_.next()) {
      has_line_ = false;
      line_.assign(lines_.text().substr(0, longest_message));
      const std::optional<LogPrefix::Line> head = prefix_.match(line_);
      if (head && head->time) return message_behind(*head);
      if (!line_.empty() && line_.front() != '\t') skip();
    }
    return std::nullopt;
  }

 private:
  /// Reads the rest of it. The views into the first line stay good: what follows goes elsewhere.
  Message message_behind(const LogPrefix::Line& head) {
    Message message{.record = head.record, .time = *head.time};
    while (lines_.next()) {
      const std::string_view text = lines_.text();
      has_line_ = !text.starts_with('\t');
      if (has_line_) break;
      if (rest_.empty()) rest_ = message.record.message;
      if (rest_.size() < longest_message) rest_.append("\n").append(text.substr(1));
    }
    if (!rest_.empty()) {
      message_.swap(rest_);
      rest_.clear();
      message.record.message = message_;
    }
    return message;
  }

  LogLines& lines_;
  LogPrefix prefix_;
  bool has_line_ = false;  ///< that was read already
  std::string line_;
  std::string rest_;
  std::string message_;
};

}  // namespace

std::unique_ptr<LogFormat> stderr_log(LogLines& lines, LogPrefix prefix) {
  return std::make_unique<StderrLog>(lines, std::move(prefix));
}

}  // namespace poolsize::sources
