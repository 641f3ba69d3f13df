#include "timeline.hpp"

#include "layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace poolsize::render {
namespace {

constexpr std::array<std::string_view, 9> eighths{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

struct Chart {
  std::string_view name;
  Level TimelineStep::*level;
};
constexpr std::array charts{Chart{"waiting", &TimelineStep::waiting}, Chart{"busy", &TimelineStep::busy},
                            Chart{"open", &TimelineStep::open}};

/// The means of `steps` in so many columns, or one for each step where there are fewer.
std::vector<double> columns_of(const std::vector<TimelineStep>& steps, Level TimelineStep::*level,
                               std::size_t columns) {
  columns = std::min(columns, steps.size());
  std::vector<double> heights;
  for (std::size_t i = 0; i < columns; ++i) {
    const std::size_t begin = i * steps.size() / columns;
    const std::size_t end = (i + 1) * steps.size() / columns;
    double sum = 0;
    for (std::size_t j = begin; j < end; ++j) sum += (steps[j].*level).mean;
    heights.push_back(sum / static_cast<double>(end - begin));
  }
  return heights;
}

std::string chart_text(std::string_view name, const std::vector<double>& heights, Count most) {
  constexpr int rows = 4;
  const double top = std::max(std::ranges::max(heights), 1e-9);
  std::string text;
  for (int row = rows - 1; row >= 0; --row) {
    std::string line = row == rows - 1 ? right(rounded(top >= 1e-6 ? top : 0), 9) + " ┤"
                                       : std::string(9, ' ') + (row == 0 ? " ┤" : " │");
    if (row == 0) line.replace(0, 9, right("0", 9));
    for (const double height : heights) {
      const double filled = height / top * rows - row;
      line += eighths[static_cast<std::size_t>(std::clamp(std::lround(filled * 8), 0L, 8L))];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return fmt::format("  {} (mean per column; at most {} at once)\n{}", name, most, text);
}

}  // namespace

void TimelineOf::see(const PoolEvent& event) {
  pass(event.at.seconds);
  last_ = event;
  if (event.kind == PoolEvent::Kind::asked) ++requests_;
  Sums& sums = at(now_);
  note_most(sums);
  if (event.kind == PoolEvent::Kind::timed_out || event.kind == PoolEvent::Kind::refused)
    ++sums.step.timed_out;
}

/// Where a time lies on a boundary, the quotient may be rounded to below it.
std::size_t TimelineOf::index_of(double time) const {
  if (length_ == 0) return 0;
  const auto index = static_cast<std::size_t>(time / length_);
  return length_ * static_cast<double>(index + 1) <= time ? index + 1 : index;
}

TimelineOf::Sums& TimelineOf::at(double time) {
  const std::size_t index = index_of(time);
  if (index >= sums_.size()) sums_.resize(index + 1);
  return sums_[index];
}

void TimelineOf::note_most(Sums& sums) const {
  sums.step.waiting.most = std::max(sums.step.waiting.most, last_.waiting);
  sums.step.busy.most = std::max(sums.step.busy.most, last_.busy);
  sums.step.open.most = std::max(sums.step.open.most, last_.open);
}

/// From now until then everything is as the last event left it.
void TimelineOf::pass(double until) {
  if (until <= now_) return;
  if (length_ == 0) length_ = 2 * until / most_steps;
  while (until >= length_ * most_steps) double_length();
  while (now_ < until) {
    const double end = std::min(until, length_ * static_cast<double>(index_of(now_) + 1));
    Sums& sums = at(now_);
    const double time = end - now_;
    sums.waiting += time * static_cast<double>(last_.waiting);
    sums.busy += time * static_cast<double>(last_.busy);
    sums.open += time * static_cast<double>(last_.open);
    note_most(sums);
    now_ = end;
  }
}

void TimelineOf::double_length() {
  std::vector<Sums> merged((sums_.size() + 1) / 2);
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    Sums& into = merged[i / 2];
    into.waiting += sums_[i].waiting;
    into.busy += sums_[i].busy;
    into.open += sums_[i].open;
    for (const auto level : {&TimelineStep::waiting, &TimelineStep::busy, &TimelineStep::open})
      (into.step.*level).most = std::max((into.step.*level).most, (sums_[i].step.*level).most);
    into.step.timed_out += sums_[i].step.timed_out;
  }
  sums_ = std::move(merged);
  length_ *= 2;
}

PoolTimeline TimelineOf::take(std::string key, std::string name) {
  PoolTimeline timeline{
      .key = std::move(key), .name = std::move(name), .end = {now_}, .requests = requests_, .steps = {}};
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    const double from = length_ * static_cast<double>(i);
    const double time = std::min(length_, now_ - from);
    if (time <= 0) break;
    TimelineStep step = sums_[i].step;
    step.from = Duration{from};
    step.waiting.mean = sums_[i].waiting / time;
    step.busy.mean = sums_[i].busy / time;
    step.open.mean = sums_[i].open / time;
    timeline.steps.push_back(step);
  }
  return timeline;
}

std::string timeline_text(const PoolTimeline& timeline) {
  constexpr std::size_t columns = 64;
  std::string text =
      fmt::format("{}: {} requests in {}\n", timeline.name, timeline.requests, to_string(timeline.end));
  if (timeline.steps.empty()) return text;
  Count failed = 0;
  for (const TimelineStep& step : timeline.steps) failed += step.timed_out;
  for (const Chart& chart : charts) {
    Count most = 0;
    for (const TimelineStep& step : timeline.steps) most = std::max(most, (step.*chart.level).most);
    text += chart_text(chart.name, columns_of(timeline.steps, chart.level, columns), most);
  }
  text += std::string(10, ' ') + fmt::format("0 s{}\n", right(to_string(timeline.end), columns - 2));
  if (failed > 0) text += fmt::format("  {} requests timed out or were refused\n", failed);
  return text;
}

}  // namespace poolsize::render
