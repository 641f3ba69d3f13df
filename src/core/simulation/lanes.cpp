#include "lanes.hpp"

#include "lanes_kernel.hpp"
#include "samplers.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace poolsize {

namespace {

/// Beyond, moving up all who come later costs more than a tree.
constexpr Count most_places = 400;

std::optional<Distribution> renewal_gaps(const Arrivals& arrivals) {
  if (const auto* steady = std::get_if<SteadyArrivals>(&arrivals)) return gaps_of(steady->rate, steady->scv);
  if (const auto* switched = std::get_if<OnOffArrivals>(&arrivals))
    return on_off_gaps(switched->rate_on, switched->on, switched->off);
  return std::nullopt;
}

LaneRules rules_of(const SimulationPlan& plan) {
  const SqlalchemySettings& settings = std::get<SimulatedSqlalchemy>(plan.pool).settings;
  const double reset = plan.costs.round_trip.seconds * sqlalchemy_reset_round_trips;
  const double ping = settings.pre_ping ? plan.costs.round_trip.seconds * sqlalchemy_ping_round_trips : 0;
  return {.capacity = static_cast<double>(*settings.capacity()),
          .kept = static_cast<double>(settings.pool_size),
          .timeout = settings.pool_timeout.seconds,
          .goal = plan.goal.max_wait.seconds,
          .connect_time = plan.costs.connect_time.seconds,
          .overhead_fresh = reset,
          .overhead_reused = reset + ping};
}

/// One purpose's draws for all lanes, a row per request.
class LaneDraws {
 public:
  LaneDraws(const Distribution& distribution, const SimulationPlan& plan, std::span<const Count> replications,
            Purpose purpose, InstructionSet set)
      : sampler_(distribution), transpose_(lane_kernels(set).transpose), rows_(sampling_block + 1) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const Count replication = replications[std::min(lane, replications.size() - 1)];
      streams_.emplace_back(plan.seed, static_cast<std::uint64_t>(replication), purpose, set);
      columns_.at(lane) = columns_of_[lane].data();
    }
    draw();
  }

  /// The next `sampling_block` rows; one more is that after them.
  const Lanes* next() {
    transpose_(columns_, rows_.data(), sampling_block);
    draw();
    for (std::size_t lane = 0; lane < lanes; ++lane) rows_.back()[lane] = columns_[lane][0];
    return rows_.data();
  }

 private:
  void draw() {
    for (std::size_t lane = 0; lane < lanes; ++lane) sampler_.fill(streams_[lane], columns_of_[lane]);
  }

  Sampler sampler_;
  void (*transpose_)(const std::array<const double*, lanes>&, Lanes*, std::size_t);
  std::vector<RandomStream> streams_;
  std::vector<std::array<double, sampling_block>> columns_of_{lanes};
  std::array<const double*, lanes> columns_{};
  std::vector<Lanes> rows_;
};

class LanePlay {
 public:
  LanePlay(const SimulationPlan& plan, std::span<const Count> replications, InstructionSet set)
      : rules_(rules_of(plan)),
        kernels_(&lane_kernels(set)),
        gaps_(*renewal_gaps(plan.arrivals), plan, replications, Purpose::gaps, set),
        work_(*plan.hold, plan, replications, Purpose::holds, set) {
    Lanes never;
    never.each.fill(std::numeric_limits<double>::infinity());
    state_.free.resize(static_cast<std::size_t>(rules_.capacity));
    do state_.free.push_back(never);
    while (state_.free.size() % rows_at_once != 1);
    fetch();
    state_.now = gap_rows_[0];
  }

  Count number() const { return number_; }

  /// Up to where a multiple of `sampling_block` is through.
  void play(Count most) {
    const std::size_t place = static_cast<std::size_t>(number_) % sampling_block;
    if (place == 0 && number_ > 0) fetch();
    const std::size_t steps = std::min(static_cast<std::size_t>(most), sampling_block - place);
    const Lanes from = state_.now;
    const bool all_open = is_all_open();
    const PlayLanes kernel = all_open ? kernels_->play_all_open : kernels_->play;
    kernel(rules_, state_, gap_rows_ + place + 1, work_rows_ + place, steps);
    if (all_open)
      for (std::size_t lane = 0; lane < lanes; ++lane)
        state_.sums.open_seconds[lane] += rules_.capacity * (state_.now[lane] - from[lane]);
    number_ += static_cast<Count>(steps);
  }

  /// From here on it counts.
  void observe(std::span<Tally> tallies) {
    state_.sums = {};
    observed_from_ = state_.now;
    counted_from_ = number_;
    for (std::size_t lane = 0; lane < lanes; ++lane)
      state_.sums.most_open[lane] = state_.busy[lane] + state_.idle[lane];
    state_.served_waits.resize(lanes * QuantileHistogram::buckets);
    for (std::size_t lane = 0; lane < tallies.size(); ++lane) state_.tallies[lane] = &tallies[lane];
  }

  void tell(std::span<Tally> tallies) {
    count_waits(tallies);
    const auto count = [](double whole) { return static_cast<Count>(whole); };
    const LaneSums& sums = state_.sums;
    for (std::size_t lane = 0; lane < tallies.size(); ++lane) {
      Counts& counts = tallies[lane].counts;
      counts.asked = number_ - counted_from_;
      counts.served = count(sums.served[lane]);
      counts.at_once = counts.served - count(sums.waited[lane]);
      counts.in_time = counts.served - count(sums.late[lane]);
      counts.timed_out = counts.asked - counts.served;
      counts.served_wait = sums.served_wait[lane];
      counts.longest_served = sums.longest_served[lane];
      counts.held = sums.held[lane];
      counts.observed = state_.now[lane] - observed_from_[lane];
      counts.open_seconds = sums.open_seconds[lane];
      counts.most_open = count(sums.most_open[lane]);
      counts.opened = count(sums.opened[lane]);
      counts.closed = count(sums.closed[lane]);
      tallies[lane].served_waits.counts()[0] += static_cast<std::uint64_t>(counts.at_once);
    }
  }

  void count_waits(std::span<Tally> tallies) {
    auto from = state_.served_waits.begin();
    for (Tally& tally : tallies)
      for (std::uint64_t& count : tally.served_waits.counts()) count += std::exchange(*from++, 0);
  }

 private:
  void fetch() {
    gap_rows_ = gaps_.next();
    work_rows_ = work_.next();
  }

  /// All are open, and none is ever closed.
  bool is_all_open() const {
    if (rules_.kept < rules_.capacity) return false;
    for (std::size_t lane = 0; lane < lanes; ++lane)
      if (state_.busy[lane] + state_.idle[lane] < rules_.capacity) return false;
    return true;
  }

  LaneState state_;
  Lanes observed_from_;
  LaneRules rules_;
  const LaneKernels* kernels_;
  LaneDraws gaps_;
  LaneDraws work_;
  const Lanes* gap_rows_ = nullptr;
  const Lanes* work_rows_ = nullptr;
  Count number_ = 0;
  Count counted_from_ = 0;
};

}  // namespace

bool lanes_can_play(const SimulationPlan& plan) {
  const auto* pool = std::get_if<SimulatedSqlalchemy>(&plan.pool);
  if (pool == nullptr || pool->settings.unlimited() || pool->recycle != forever) return false;
  const Count capacity = *pool->settings.capacity();
  return capacity <= most_places && plan.instances.count == 1 &&
         plan.instances.server_limit.value_or(capacity) >= capacity && plan.hold &&
         renewal_gaps(plan.arrivals) && plan.costs.connect_shared.seconds == 0 &&
         plan.costs.connect_cv == 0 && plan.close_time.seconds == 0 && plan.loop_turn.seconds == 0;
}

void play_lanes(const SimulationPlan& plan, std::span<const Count> replications, const Stretch& stretch,
                const Conduct& conduct, std::span<Tally> tallies, InstructionSet set) {
  assert(lanes_can_play(plan) && !replications.empty() && replications.size() <= lanes &&
         tallies.size() == replications.size());
  constexpr Count between_looks = 1 << 14;
  constexpr Count between_counts = 1 << 30;
  static_assert(between_looks % sampling_block == 0);
  LanePlay play(plan, replications, set);
  const Count end = stretch.warm_up + stretch.counted;
  bool is_observed = false;
  Count reported = 0;
  const auto report = [&] {
    const Count more = play.number() - std::exchange(reported, play.number());
    if (conduct.played != nullptr) *conduct.played += more * static_cast<Count>(replications.size());
    if (conduct.report != nullptr) (*conduct.report)();
  };
  while (play.number() < end) {
    if (play.number() % between_looks == 0) {
      report();
      if (conduct.stop != nullptr && *conduct.stop) break;
    }
    if (!is_observed && play.number() == stretch.warm_up) {
      play.observe(tallies);
      is_observed = true;
    }
    play.play((is_observed ? end : stretch.warm_up) - play.number());
    if (play.number() % between_counts == 0 && is_observed) play.count_waits(tallies);
  }
  report();
  if (is_observed) play.tell(tallies);
}

}  // namespace poolsize
