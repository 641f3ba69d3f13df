#include "server_log.hpp"

#include <nlohmann/json.hpp>

namespace poolsize::sources {
namespace {

using Json = nlohmann::json;

/// Keeps the strings of one object that has no others within, as each line is (src/backend/utils/error/
/// jsonlog.c, PostgreSQL 15).
class Members : public nlohmann::json_sax<Json> {
 public:
  bool key(std::string& name) override {
    wanted_ = nullptr;
    for (auto& [wanted, text] : texts_)
      if (name == wanted) wanted_ = &text;
    return true;
  }
  bool string(std::string& text) override {
    if (wanted_ != nullptr) wanted_->swap(text);
    return true;
  }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(std::int64_t) override { return true; }
  bool number_unsigned(std::uint64_t) override { return true; }
  bool number_float(double, const std::string&) override { return true; }
  bool binary(Json::binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  void clear() {
    for (auto& [name, text] : texts_) text.clear();
  }
  std::string_view operator[](std::string_view name) const {
    for (const auto& [known, text] : texts_)
      if (known == name) return text;
    return {};
  }

 private:
  std::array<std::pair<std::string_view, std::string>, 8> texts_{{{"timestamp", {}},
                                                                  {"session_id", {}},
                                                                  {"error_severity", {}},
                                                                  {"message", {}},
                                                                  {"ps", {}},
                                                                  {"user", {}},
                                                                  {"dbname", {}},
                                                                  {"application_name", {}}}};
  std::string* wanted_ = nullptr;
};

class JsonLog : public LogFormat {
 public:
  explicit JsonLog(LogLines& lines) : lines_(lines) {}

  std::optional<Message> next() override {
    while (lines_.next()) {
      const std::string_view line = lines_.text();
      if (line.empty()) continue;
      members_.clear();
      if (Json::sax_parse(line.begin(), line.end(), &members_)) {
        std::string_view time = members_["timestamp"];
        if (const std::optional<LogTime> at = take_log_time(time)) return message_at(*at);
      }
      skip();
    }
    return std::nullopt;
  }

 private:
  Message message_at(const LogTime& at) const {
    return {.record = {.at = {},
                       .has_milliseconds = at.has_milliseconds,
                       .session = members_["session_id"],
                       .severity = members_["error_severity"],
                       .message = members_["message"],
                       .command_tag = members_["ps"],
                       .user = members_["user"],
                       .database = members_["dbname"],
                       .application = members_["application_name"]},
            .time = at};
  }

  LogLines& lines_;
  Members members_;
};

}  // namespace

std::unique_ptr<LogFormat> json_log(LogLines& lines) { return std::make_unique<JsonLog>(lines); }

}  // namespace poolsize::sources
