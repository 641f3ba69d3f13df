#include "replications.hpp"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>

namespace poolsize {
namespace {

void merge_waits(Tally& into, const Tally& from) {
  into.served_waits.merge(from.served_waits);
  if (!from.failed_waits) return;
  if (!into.failed_waits) into.failed_waits.emplace();
  into.failed_waits->merge(*from.failed_waits);
}

}  // namespace

void Replications::work(std::atomic<Count>& next, std::vector<Part>& parts, Tally& waits,
                        const std::function<void()>* report) {
  const auto end = next_ + static_cast<Count>(parts.size());
  for (Count i = next++; i < end && !is_stopped(); i = next++) {
    const Tally tally =
        poolsize::play(plan_, i, stretch_, {.stop = control_.stop, .played = &requests_, .report = report});
    parts[static_cast<std::size_t>(i - next_)] = {tally.counts, figures_of(tally)};
    merge_waits(waits, tally);
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
  for (Count i = 1; i < std::min(plan_.threads, missing); ++i) others.emplace_back(share, nullptr);
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
