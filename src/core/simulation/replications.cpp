#include "replications.hpp"

#include "lanes.hpp"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <mutex>
#include <numeric>
#include <thread>

namespace poolsize {
namespace {

void merge_waits(Tally& into, const Tally& from) {
  into.served_waits.merge(from.served_waits);
  if (!from.failed_waits) return;
  if (!into.failed_waits) into.failed_waits.emplace();
  into.failed_waits->merge(*from.failed_waits);
}

/// Playing in step takes about as long as playing so many one by one.
constexpr Count fewest_in_step = 3;

}  // namespace

Replications::Replications(const SimulationPlan& plan, const Stretch& stretch,
                           const SimulationControl& control)
    : plan_(plan),
      stretch_(stretch),
      control_(control),
      group_(lanes_can_play(plan) ? static_cast<Count>(replications_in_step) : 1) {}

/// Neighbours in step where that is faster, one by one where it is not.
std::vector<Tally> Replications::play_group(Count first, Count count, const Conduct& conduct) const {
  std::vector<Tally> tallies(static_cast<std::size_t>(count));
  std::vector<Count> numbers(tallies.size());
  std::iota(numbers.begin(), numbers.end(), first);
  if (count >= fewest_in_step) {
    play_lanes(plan_, numbers, stretch_, conduct, tallies);
  } else {
    std::ranges::transform(numbers, tallies.begin(),
                           [&](Count i) { return poolsize::play(plan_, i, stretch_, conduct); });
  }
  return tallies;
}

void Replications::work(std::atomic<Count>& next, std::vector<Part>& parts, Tally& waits,
                        const std::function<void()>* report) {
  const auto end = next_ + static_cast<Count>(parts.size());
  const Conduct conduct{.stop = control_.stop, .played = &requests_, .report = report};
  for (Count first = next.fetch_add(group_); first < end && !is_stopped(); first = next.fetch_add(group_)) {
    auto part = parts.begin() + (first - next_);
    for (const Tally& tally : play_group(first, std::min(group_, end - first), conduct)) {
      *part++ = {tally.counts, figures_of(tally)};
      merge_waits(waits, tally);
    }
  }
}

void Replications::play(Count count) {
  const Count missing = count - next_;
  if (missing <= 0) return;
  std::vector<Part> parts(static_cast<std::size_t>(missing));
  std::atomic<Count> next = next_;
  std::mutex joining;
  std::exception_ptr failure;
  const auto share = [&](const std::function<void()>* report) {
    try {
      Tally waits;
      work(next, parts, waits, report);
      const std::scoped_lock lock(joining);
      merge_waits(pooled_, waits);
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
  for (Count i = 1; i < std::min(plan_.threads, groups); ++i) others.emplace_back(share, nullptr);
  share(&report);
  others.clear();  // waits for them
  if (failure) std::rethrow_exception(failure);
  for (const Part& part : parts) {
    if (part.counts.asked == 0) continue;
    pooled_.counts += part.counts;
    each_.push_back(part.figures);
  }
  next_ = count;
}

}  // namespace poolsize
