#include "measurement_text.hpp"

#include "figures.hpp"
#include "layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace poolsize::render {
namespace {

std::string show_time(double seconds) { return to_string(Duration{seconds}); }

class Table {
 public:
  Table()
      : text_("  " + left("", names) + right("measured", values) + right("95 % interval", intervals) + '\n') {
  }

  void add(std::string_view name, const Estimate<double>& figure,
           const std::function<std::string(double)>& show) {
    line(name, show(figure.value), interval_text(figure, show));
  }
  void add(std::string_view name, const Estimate<Duration>& time) {
    add(name, {time.value.seconds, time.low.seconds, time.high.seconds}, show_time);
  }
  void add(std::string_view name, const std::string& value) { line(name, value, ""); }

  const std::string& text() const { return text_; }

 private:
  static constexpr std::size_t names = 28;
  static constexpr std::size_t values = 14;
  static constexpr std::size_t intervals = 26;

  void line(std::string_view name, const std::string& value, const std::string& interval) {
    text_ += "  " + left(name, names) + right(value, values);
    text_ += interval.empty() ? "\n" : right(interval, intervals) + '\n';
  }

  std::string text_;
};

std::string table_of(const Measurement& measured) {
  Table table;
  const Estimate<Rate>& rate = measured.rate;
  table.add("requests", {rate.value.per_second, rate.low.per_second, rate.high.per_second},
            [](double per_second) { return to_string(Rate{per_second}); });
  if (measured.gaps) table.add("scv of the gaps", measured.gaps->scv, rounded);
  if (measured.holds) {
    const MeasuredHolds& holds = *measured.holds;
    table.add("mean hold", holds.mean);
    table.add("scv of the holds", holds.scv, rounded);
    for (const MeasuredHolds::AtPercentile& at : holds.percentiles)
      table.add(fmt::format("p{} of the holds", rounded(at.p * 100)), at.hold);
    table.add("longest hold", to_string(holds.longest));
  }
  if (measured.busy) {
    table.add("connections busy on average", rounded(measured.busy->mean));
    table.add("p99 of them, by time", rounded(measured.busy->p99));
    table.add("at most", fmt::format("{}", measured.busy->most));
  }
  return table.text();
}

std::string sentence_of(const MeasuredGaps& gaps) {
  switch (gaps.pattern) {
    case GapPattern::poisson:
      return "The gaps between requests are those of a Poisson process, as far as can be told: the workload "
             "says scv 1.";
    case GapPattern::bursty:
      return "Requests come in bursts: their gaps differ more than those of a Poisson process.";
    case GapPattern::regular:
      break;
  }
  return "Requests come more regularly than those of a Poisson process.";
}

std::string profile_sentence(const std::vector<ProfileArrivals::Step>& profile) {
  const auto [least, most] = std::ranges::minmax(profile, {}, &ProfileArrivals::Step::rate);
  return fmt::format(
      "{} steps, from {} to {}; the busiest is what the answers are for, and simulate plays all.",
      profile.size(), to_string(least.rate), to_string(most.rate));
}

/// Fewer than ten above p99 say little of it.
constexpr Count few_requests = 1000;

std::vector<std::string> sentences_of(const Measured& measured) {
  const Measurement& of = measured.measurement;
  std::vector<std::string> sentences;
  if (of.gaps) sentences.push_back(sentence_of(*of.gaps));
  if (!of.profile.empty()) {
    sentences.push_back(profile_sentence(of.profile));
  } else if (of.gaps && !of.gaps->steady) {
    sentences.push_back(fmt::format(
        "The rate changes, more than chance would have it: settings for its mean are too small at its peak. "
        "--step {} measures it step by step, and the busiest then counts.",
        measured.step));
  }
  if (of.requests < few_requests)
    sentences.push_back(fmt::format("{} requests are few for p99 and beyond: measure longer.", of.requests));
  sentences.insert(sentences.end(), measured.notes.begin(), measured.notes.end());
  return sentences;
}

/// The commands that go on from here.
std::string next_text(const Measured& measured) {
  const bool is_written = !measured.file.empty();
  const std::string workload = fmt::format("--workload {}{}", is_written ? measured.file : "workload.json",
                                           measured.measurement.holds ? "" : " --duration 100ms");
  return fmt::format(
      "\n{}:\n  poolsize recommend {}\n  poolsize predict {} --pool-size 10 --max-overflow 5\n",
      is_written ? "Next" : "Next, with --write-workload workload.json", workload, workload);
}

}  // namespace

std::string measurement_text(const Measured& measured) {
  const Measurement& of = measured.measurement;
  std::string text = wrapped(
      fmt::format("{} requests of {} in {}", of.requests, measured.from, to_string(of.window)), "", 2);
  text += '\n' + table_of(of) + '\n';
  for (const std::string& sentence : sentences_of(measured)) text += wrapped(sentence, "", 2);
  return text + next_text(measured);
}

}  // namespace poolsize::render
