#include "gather_log.hpp"

#include "interrupt.hpp"
#include "log_notes.hpp"
#include "recording.hpp"
#include "sources/log_requests.hpp"

#include <poolsize/in_order.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace poolsize::cli {
namespace {

std::string typed(const Call& call, std::string_view flag) {
  const std::string* text = call.arguments().find(flag);
  return text == nullptr ? std::string() : *text;
}

sources::LogFilter filter_of(const Call& call) {
  return {.application = typed(call, "application"),
          .database = typed(call, "database"),
          .user = typed(call, "user")};
}

/// A prefix without a name lets no statement of that name through.
void expect_names(const sources::LogFilter& filter, const sources::ServerLog& log) {
  const auto expect = [&](const std::string& wanted, std::string_view flag, char escape) {
    if (wanted.empty() || !log.prefix() || log.prefix()->has(escape)) return;
    throw Error(Failure::input,
                fmt::format("--{} cannot be told from lines that begin with {}; log with %{} in "
                            "log_line_prefix, or say --log-line-prefix",
                            flag, quoted(log.prefix()->setting()), escape),
                {.file = log.name()});
  };
  expect(filter.application, "application", 'a');
  expect(filter.database, "database", 'd');
  expect(filter.user, "user", 'u');
}

std::optional<std::string> prefix_of(const Call& call) {
  const std::string* prefix = call.arguments().find("log-line-prefix");
  return prefix == nullptr ? std::nullopt : std::optional(*prefix);
}

bool is_regular(const std::string& file) {
  std::error_code failed;
  return file != "-" && std::filesystem::is_regular_file(file, failed);
}

/// By the first time in each, without those that are empty; as they are, where one can be read only once.
std::vector<std::string> in_time_order(const std::vector<std::string>& files,
                                       const std::optional<std::string>& prefix) {
  if (files.size() < 2 || !std::ranges::all_of(files, is_regular)) return files;
  std::vector<std::pair<std::int64_t, std::string>> begins;
  std::string format;
  for (const std::string& file : files) {
    std::error_code failed;
    if (std::filesystem::file_size(file, failed) == 0) continue;
    sources::ServerLog log(file, prefix);
    // A server that writes several formats says the same in each: all would be counted twice.
    if (!format.empty() && log.format() != format) {
      throw Error(Failure::input,
                  fmt::format("is in the format {} and {} in {}; give the files of one format", log.format(),
                              quoted(std::string_view(begins.front().second)), format),
                  {.file = log.name()});
    }
    format = log.format();
    const auto message = log.next();
    begins.emplace_back(message ? message->time.milliseconds : 0, file);
  }
  std::ranges::stable_sort(begins, {}, &std::pair<std::int64_t, std::string>::first);
  std::vector<std::string> ordered;
  ordered.reserve(begins.size());
  for (auto& [begin, file] : begins) ordered.push_back(std::move(file));
  return ordered.empty() ? files : ordered;
}

/// From the logs to a measurement: each stage tells the next.
class LogMeasuring {
 public:
  LogMeasuring(const Call& call, std::string name)
      : step_(call.inputs().positive_duration("step")),
        filter_(filter_of(call)),
        name_(std::move(name)),
        requests_(filter_, [this](const TracedRequest& request) { order_.add(request); }),
        order_([this](const TracedRequest& request) { recording_->add(request); }) {}

  /// `progress` is told how much of it has been read.
  void read(sources::ServerLog& log, const std::function<void(double)>& progress) {
    constexpr Count now_and_then = 1 << 12;
    expect_names(filter_, log);
    Count messages = 0;
    while (const auto message = log.next()) {
      if (!recording_) begin(message->time.has_milliseconds);
      requests_.see(*message);
      if (++messages % now_and_then != 0) continue;
      if (Interrupt::asked()) break;
      progress(log.share());
    }
    read_.skipped += log.skipped();
  }

  render::Measured result() {
    requests_.finish();
    order_.finish();
    read_.late = order_.late();
    read_.summary = requests_.summary();
    read_.losses = requests_.losses();
    expect_durations(read_, filter_, name_);
    if (!recording_ || recording_->requests() == 0)
      throw Error(Failure::input, "no request that ended; give more of the log", {.file = name_});
    if (recording_->window() <= read_.resolution || recording_->longest() <= Duration{}) {
      throw Error(Failure::input,
                  fmt::format("requests within {} only; give more of the log", to_string(read_.resolution)),
                  {.file = name_});
    }
    return {.measurement = recording_->result(),
            .from = name_,
            .notes = log_notes(read_, filter_),
            .step = {},
            .file = {}};
  }

 private:
  void begin(bool has_milliseconds) {
    read_.resolution = Duration{has_milliseconds ? 0.001 : 1};
    recording_.emplace(MeasuringConditions{.has_holds = true, .resolution = read_.resolution, .step = step_},
                       name_);
  }

  std::optional<Duration> step_;
  sources::LogFilter filter_;
  std::string name_;
  std::optional<Recording> recording_;
  sources::LogRequests requests_;
  InOrder order_;
  ReadLogs read_;
};

}  // namespace

render::Measured gather_log(const Call& call, const std::vector<std::string>& files) {
  const std::optional<std::string> prefix = prefix_of(call);
  const std::vector<std::string> ordered = in_time_order(files, prefix);
  const std::string name = files.size() == 1 ? files.front() == "-" ? "<stdin>" : files.front()
                                             : fmt::format("{} logs", files.size());
  LogMeasuring measuring(call, name);
  ProgressLine line = call.progress();
  for (std::size_t i = 0; i < ordered.size() && !Interrupt::asked(); ++i) {
    sources::ServerLog log(ordered[i], prefix);
    call.trace(fmt::format(
        "reading {}, in the format {}{}", log.name(), log.format(),
        log.prefix() ? fmt::format(", whose lines begin with {}", quoted(log.prefix()->setting())) : ""));
    measuring.read(log, [&](double share) {
      line.tell((static_cast<double>(i) + share) / static_cast<double>(ordered.size()), name);
    });
  }
  line.clear();
  return measuring.result();
}

}  // namespace poolsize::cli
