#include "replications.hpp"

#include "lanes.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <exception>
#include <mutex>
#include <numeric>
#include <thread>

namespace poolsize {
namespace {

/// Playing in step takes about as long as playing so many one by one.
constexpr Count fewest_in_step = 3;

}  // namespace

Replications::Replications(std::span<const SimulationPlan> plans, const Stretch& stretch,
                           const SimulationControl& control)
    : plans_(plans),
      is_alone_(!compete(plans)),
      stretch_(stretch),
      control_(control),
      group_(is_alone_ && lanes_can_play(plans.front()) ? static_cast<Count>(replications_in_step) : 1),
      known_(plans.size()) {
  assert(!is_alone_ || plans.size() == 1);
}

/// Neighbours in step where that is faster, one by one where it is not.
std::vector<Tally> Replications::play_group(Count first, Count count, const Conduct& conduct) const {
  if (!is_alone_) return play_together(plans_, first, stretch_, conduct);
  const SimulationPlan& plan = plans_.front();
  std::vector<Tally> tallies(static_cast<std::size_t>(count));
  std::vector<Count> numbers(tallies.size());
  std::iota(numbers.begin(), numbers.end(), first);
  if (count >= fewest_in_step) {
    play_lanes(plan, numbers, stretch_, conduct, tallies);
  } else {
    std::ranges::transform(numbers, tallies.begin(),
                           [&](Count i) { return poolsize::play(plan, i, stretch_, conduct); });
  }
  return tallies;
}

void Replications::work(std::atomic<Count>& next, std::vector<Part>& parts, std::vector<Tally>& waits,
                        const std::function<void()>* report) {
  const auto end = next_ + static_cast<Count>(parts.size() / plans_.size());
  const Conduct conduct{.stop = control_.stop, .played = &requests_, .report = report};
  for (Count first = next.fetch_add(group_); first < end && !is_stopped(); first = next.fetch_add(group_)) {
    std::size_t part = static_cast<std::size_t>(first - next_) * plans_.size();
    for (const Tally& tally : play_group(first, std::min(group_, end - first), conduct)) {
      waits[part % plans_.size()].add_waits(tally);
      parts[part++] = {tally.counts, figures_of(tally)};
    }
  }
}

void Replications::play(Count count) {
  const Count missing = count - next_;
  if (missing <= 0) return;
  std::vector<Part> parts(static_cast<std::size_t>(missing) * plans_.size());
  std::atomic<Count> next = next_;
  std::mutex joining;
  std::exception_ptr failure;
  const auto share = [&](const std::function<void()>* report) {
    try {
      std::vector<Tally> waits(plans_.size());
      work(next, parts, waits, report);
      const std::scoped_lock lock(joining);
      for (std::size_t i = 0; i < waits.size(); ++i) known_[i].pooled.add_waits(waits[i]);
    } catch (...) {
      next = next_ + missing;
      const std::scoped_lock lock(joining);
      if (!failure) failure = std::current_exception();
    }
  };
  const std::function<void()> report = [&] {
    const Count played = requests_;
    const Count each = stretch_.warm_up + stretch_.counted;
    const Count planned = each < unlimited_stretch ? count * each : played;
    if (control_.progress) control_.progress({.requests = played, .planned = std::max(planned, played)});
  };
  std::vector<std::jthread> others;
  const Count groups = (missing + group_ - 1) / group_;
  for (Count i = 1; i < std::min(plans_.front().threads, groups); ++i) others.emplace_back(share, nullptr);
  share(&report);
  others.clear();  // waits for them
  if (failure) std::rethrow_exception(failure);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].counts.asked == 0) continue;
    Known& known = known_[i % plans_.size()];
    known.pooled.counts += parts[i].counts;
    known.each.push_back(parts[i].figures);
  }
  next_ = count;
}

}  // namespace poolsize
