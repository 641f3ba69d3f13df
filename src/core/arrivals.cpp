#include <poolsize/arrivals.hpp>

#include <algorithm>
#include <utility>

namespace poolsize {
namespace {

class MemoryReader : public TraceReader {
 public:
  explicit MemoryReader(std::shared_ptr<const std::vector<TracedRequest>> rows) : rows_(std::move(rows)) {}

  std::size_t read(std::span<TracedRequest> rows) override {
    const std::size_t count = std::min(rows.size(), rows_->size() - next_);
    std::copy_n(rows_->begin() + static_cast<std::ptrdiff_t>(next_), count, rows.begin());
    next_ += count;
    return count;
  }

 private:
  std::shared_ptr<const std::vector<TracedRequest>> rows_;
  std::size_t next_ = 0;
};

Rate mean_rate(const ProfileArrivals& profile) {
  Load requests;
  for (std::size_t i = 0; i < profile.steps.size(); ++i) {
    const Duration end = i + 1 < profile.steps.size() ? profile.steps[i + 1].from : profile.end;
    requests.erlangs += (profile.steps[i].rate * (end - profile.steps[i].from)).erlangs;
  }
  return requests / profile.end;
}

}  // namespace

TraceArrivals trace_of(std::vector<TracedRequest> rows) {
  auto shared = std::make_shared<const std::vector<TracedRequest>>(std::move(rows));
  return {[shared] { return std::make_unique<MemoryReader>(shared); }};
}

Arrivals arrivals_of(const Workload& workload) {
  if (!workload.population) return SteadyArrivals{workload.rate, workload.arrivals_scv};
  ClosedArrivals closed{.users = workload.population->users};
  if (workload.population->think_time > Duration{})
    closed.think = Exponential{workload.population->think_time};
  return closed;
}

bool has_an_end(const Arrivals& arrivals) {
  return std::holds_alternative<ProfileArrivals>(arrivals) || std::holds_alternative<TraceArrivals>(arrivals);
}

std::optional<Rate> mean_rate(const Arrivals& arrivals, const std::optional<Distribution>& hold) {
  if (const auto* steady = std::get_if<SteadyArrivals>(&arrivals)) return steady->rate;
  if (const auto* switched = std::get_if<OnOffArrivals>(&arrivals)) return switched->mean_rate();
  if (const auto* profile = std::get_if<ProfileArrivals>(&arrivals)) return mean_rate(*profile);
  if (const auto* closed = std::get_if<ClosedArrivals>(&arrivals); closed != nullptr && hold) {
    const Duration think = closed->think ? mean(*closed->think) : Duration{};
    return Load{static_cast<double>(closed->users)} / (think + mean(*hold));
  }
  return std::nullopt;
}

}  // namespace poolsize
