#include "requests.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <string_view>

namespace poolsize {
namespace {

RandomStream stream_of(const SimulationPlan& plan, Count replication, Purpose purpose) {
  return {plan.seed, static_cast<std::uint64_t>(replication), purpose};
}

void require_sane(const TracedRequest& row, double before, bool holds, Count number) {
  const auto refuse = [number](std::string_view what) {
    throw Error(Failure::input, fmt::format("request {} of the trace {}", number + 1, what));
  };
  if (!std::isfinite(row.at.seconds)) refuse("has no time that is a number");
  if (row.at.seconds < 0) refuse("has a negative time; count from the beginning of the trace");
  if (row.at.seconds < before) refuse("asks before the one above it; sort the trace by time");
  if (row.connect && !(row.connect->seconds >= 0 && std::isfinite(row.connect->seconds)))
    refuse("has a connect that is no time");
  if (!holds) return;
  if (!std::isfinite(row.hold.seconds)) refuse("has no hold that is a number");
  if (row.hold.seconds < 0) refuse("has a negative hold");
}

}  // namespace

std::variant<Requests::Renewals, Requests::Profile, Requests::Recorded, Requests::Closed> Requests::source_of(
    const SimulationPlan& plan, Count replication, std::uint64_t pool) {
  const auto gaps = [&] { return stream_of(plan, replication, for_pool(pool, Purpose::gaps)); };
  if (const auto* steady = std::get_if<SteadyArrivals>(&plan.arrivals)) {
    return Renewals{Sampler(gaps_of(steady->rate, steady->scv)), gaps()};
  }
  if (const auto* switched = std::get_if<OnOffArrivals>(&plan.arrivals)) {
    return Renewals{Sampler(on_off_gaps(switched->rate_on, switched->on, switched->off)), gaps()};
  }
  if (const auto* profile = std::get_if<ProfileArrivals>(&plan.arrivals)) {
    return Profile{profile, Sampler(Exponential{Duration{1}}), gaps()};
  }
  if (const auto* trace = std::get_if<TraceArrivals>(&plan.arrivals)) return Recorded{trace->open()};
  return Closed{};
}

Requests::Requests(const SimulationPlan& plan, Count replication, std::uint64_t pool)
    : source_(source_of(plan, replication, pool)),
      hold_stream_(stream_of(plan, replication, for_pool(pool, Purpose::holds))),
      balancer_(plan.seed, static_cast<std::uint64_t>(replication), for_pool(pool, Purpose::balancer)),
      costs_(plan.costs),
      connects_differ_(plan.costs.connect_cv > 0 || std::holds_alternative<TraceArrivals>(plan.arrivals)),
      instances_(plan.instances) {
  if (plan.hold) hold_.emplace(*plan.hold);
  if (costs_.connect_cv > 0) {
    connect_factors_.emplace(lognormal_from(Duration{1}, costs_.connect_cv), plan.seed,
                             static_cast<std::uint64_t>(replication), for_pool(pool, Purpose::connects));
  }
  if (!connects_differ_) choose_connects();
}

bool Requests::refill() {
  at_ = 0;
  if (connects_differ_) choose_connects();
  filled_ = std::visit([this](auto& source) { return this->ask(source); }, source_);
  if (filled_ == 0) return false;
  if (hold_) hold_->fill(hold_stream_, work_);
  if (instances_.count > 1) choose_instances();
  return true;
}

std::size_t Requests::ask(Renewals& renewals) {
  renewals.gaps.fill(renewals.stream, asked_);
  for (double& asked : asked_) asked = now_ += asked;
  return sampling_block;
}

/// A Poisson process of rate r(t) is one of rate 1 on the clock that shows the integral of r.
std::size_t Requests::ask(Profile& profile) {
  const std::vector<ProfileArrivals::Step>& steps = profile.steps->steps;
  profile.gaps.fill(profile.stream, asked_);
  for (std::size_t i = 0; i < sampling_block; ++i) {
    double left = asked_[i];
    while (profile.step < steps.size()) {
      const bool is_last = profile.step + 1 == steps.size();
      const double end = (is_last ? profile.steps->end : steps[profile.step + 1].from).seconds;
      const double rate = steps[profile.step].rate.per_second;
      const double room = rate * (end - now_);
      if (left < room) {
        now_ += left / rate;
        break;
      }
      left -= room;
      now_ = end;
      ++profile.step;
    }
    if (profile.step == steps.size()) return i;
    asked_[i] = now_;
  }
  return sampling_block;
}

std::size_t Requests::ask(Recorded& recorded) {
  std::array<TracedRequest, sampling_block> rows;
  const std::size_t count = recorded.reader->read(rows);
  for (std::size_t i = 0; i < count; ++i) {
    require_sane(rows[i], now_, !hold_, number_ + static_cast<Count>(i));
    now_ = asked_[i] = rows[i].at.seconds;
    work_[i] = rows[i].hold.seconds;
    if (rows[i].connect) connect_[i] = {.rest = rows[i].connect->seconds};
  }
  return count;
}

std::size_t Requests::ask(const Closed&) { return sampling_block; }

void Requests::choose_connects() {
  for (ConnectTime& connect : connect_) {
    const double factor = connect_factors_ ? connect_factors_->next() : 1;
    const double shared = costs_.connect_shared.seconds * factor;
    connect = {.shared = shared, .rest = costs_.connect_time.seconds * factor - shared};
  }
}

void Requests::choose_instances() {
  const Count count = instances_.count;
  for (std::size_t i = 0; i < sampling_block; ++i) {
    const Count next = instances_.balancer == Balancer::random ? balancer_.below(count)
                                                               : (number_ + static_cast<Count>(i)) % count;
    instance_[i] = static_cast<std::uint32_t>(next);
  }
}

}  // namespace poolsize
