// The order of the includes matters.
// clang-format off
#include "lanes_kernel.hpp"

#include "vector_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/simulation/lanes_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "histogram.hpp"
// clang-format on

#include <bit>

HWY_BEFORE_NAMESPACE();
namespace poolsize::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::ScalableTag<double>;
using Bits = hn::Rebind<std::uint64_t, D>;
using V = hn::Vec<D>;
constexpr D d;
constexpr Bits bits;
constexpr std::size_t width = hn::MaxLanes(d) < lanes ? hn::MaxLanes(d) : lanes;

HWY_INLINE V load(const Lanes& from, std::size_t lane) { return hn::Load(d, from.each.data() + lane); }
HWY_INLINE void store(V value, Lanes& to, std::size_t lane) { hn::Store(value, d, to.each.data() + lane); }
template <class Mask>
HWY_INLINE V one_if(Mask mask) {
  return hn::IfThenElseZero(mask, hn::Set(d, 1));
}

/// The sums of one group of lanes, in registers.
struct Sums {
  V served, waited, late, served_wait, longest_served, held, opened, closed, open_seconds, most_open;

  template <class Each>
  static HWY_INLINE void each(Sums& sums, LaneSums& lanes_of, Each visit) {
    visit(sums.served, lanes_of.served);
    visit(sums.waited, lanes_of.waited);
    visit(sums.late, lanes_of.late);
    visit(sums.served_wait, lanes_of.served_wait);
    visit(sums.longest_served, lanes_of.longest_served);
    visit(sums.held, lanes_of.held);
    visit(sums.opened, lanes_of.opened);
    visit(sums.closed, lanes_of.closed);
    visit(sums.open_seconds, lanes_of.open_seconds);
    visit(sums.most_open, lanes_of.most_open);
  }
};

template <class Mask>
HWY_INLINE unsigned bits_of(Mask mask) {
  std::array<std::uint8_t, 8> bytes{};
  hn::StoreMaskBits(d, mask, bytes.data());
  return bytes[0];
}

template <class Mask, class Visit>
HWY_INLINE void for_each_lane_of(Mask mask, Visit visit) {
  for (unsigned left = bits_of(mask); left != 0; left &= left - 1)
    visit(static_cast<std::size_t>(std::countr_zero(left)));
}

/// Waits that are yet to be counted, by the number of their count: without those of length 0, which are most,
/// and many at a time, so that what is not in the nearest cache does not hold up the play.
class Waits {
 public:
  static constexpr std::size_t most_steps = 32;

  Waits(LaneState& state, std::size_t lane)
      : counts_(state.served_waits.empty() ? nullptr : state.served_waits.data() + lane * buckets) {
    for (std::size_t i = 0; i < width; ++i) first_[i] = i * buckets - none;
  }

  template <class Mask>
  HWY_INLINE void add(V waits, Mask which) {
    constexpr auto shortest = std::bit_cast<double>(((none + 1) << QuantileHistogram::place_shift) - 1);
    constexpr auto longest = std::bit_cast<double>(((none + buckets) << QuantileHistogram::place_shift) - 1);
    const V within = hn::Min(hn::Max(waits, hn::Set(d, shortest)), hn::Set(d, longest));
    const auto places = hn::ShiftRight<QuantileHistogram::place_shift>(hn::BitCast(bits, within));
    HWY_ALIGN std::array<std::uint64_t, width> numbers;
    hn::Store(hn::Add(places, hn::Load(bits, first_.data())), bits, numbers.data());
    // Without branches, for nobody can guess who waits.
    const unsigned has_waited = bits_of(which);
    for (std::size_t i = 0; i < width; ++i) {
      numbers_[size_] = numbers[i];
      size_ += has_waited >> i & 1U;
    }
  }

  HWY_INLINE void count() {
    if (counts_ != nullptr)
      for (std::size_t i = 0; i < size_; ++i) ++counts_[numbers_[i]];
    size_ = 0;
  }

 private:
  static constexpr std::size_t buckets = QuantileHistogram::buckets;
  static constexpr std::uint64_t none = QuantileHistogram::lowest_place - 1;

  std::uint32_t* counts_;
  std::size_t size_ = 0;
  HWY_ALIGN std::array<std::uint64_t, width> first_;
  std::array<std::uint64_t, most_steps * width + 1> numbers_;
};

template <class Mask>
HWY_NOINLINE void fail(const LaneState& state, std::size_t lane, Mask is_served, V waits) {
  HWY_ALIGN std::array<double, width> wait;
  hn::Store(waits, d, wait.data());
  for_each_lane_of(hn::Not(is_served), [&](std::size_t i) HWY_ATTR {
    if (Tally* const tally = state.tallies[lane + i]) tally->fail(wait[i]);
  });
}

/// How much of the time up to `now` the connections that were closed in it were not open: the last `closed`
/// of those that have come back, which is all but `busy`.
HWY_NOINLINE V closed_seconds(const LaneState& state, std::size_t lane, V now, V busy, V closed,
                              double capacity) {
  HWY_ALIGN std::array<double, width> until;
  HWY_ALIGN std::array<double, width> held;
  HWY_ALIGN std::array<double, width> count;
  HWY_ALIGN std::array<double, width> seconds{};
  hn::Store(now, d, until.data());
  hn::Store(busy, d, held.data());
  hn::Store(closed, d, count.data());
  for_each_lane_of(hn::Gt(closed, hn::Zero(d)), [&](std::size_t i) HWY_ATTR {
    const auto end = static_cast<std::size_t>(capacity - held[i]);
    for (auto place = end - static_cast<std::size_t>(count[i]); place < end; ++place)
      seconds[i] += until[i] - state.free[place][lane + i];
  });
  return hn::Load(d, seconds.data());
}

template <bool counting>
void play_group(const LaneRules& rules, LaneState& state, const Lanes* gaps, const Lanes* work,
                std::size_t steps, std::size_t lane) {
  static_assert(rows_at_once == 4);
  const std::size_t rows = state.free.size() - 1;
  double* const free = state.free.front().each.data() + lane;
  const V zero = hn::Zero(d);
  const V one = hn::Set(d, 1);
  const V all = hn::Set(d, rules.capacity);
  const V not_places = hn::Set(d, rules.capacity - static_cast<double>(rows));
  const V kept = hn::Set(d, rules.kept);
  const V timeout = hn::Set(d, rules.timeout);
  const V goal = hn::Set(d, rules.goal);
  const V connect_time = hn::Set(d, rules.connect_time);
  const V overhead_fresh = hn::Set(d, rules.overhead_fresh);
  const V overhead_reused = hn::Set(d, rules.overhead_reused);
  V now = load(state.now, lane);
  V busy = load(state.busy, lane);
  V idle = load(state.idle, lane);
  Waits waits(state, lane);
  Sums sums;
  Sums::each(sums, state.sums, [lane](V& sum, const Lanes& from) HWY_ATTR { sum = load(from, lane); });

  for (std::size_t i = 0; i < steps; ++i) {
    if (i % Waits::most_steps == 0) waits.count();
    const V next = hn::Add(now, load(gaps[i], lane));
    const V first_free = hn::Load(d, free);
    V begin = hn::Max(now, first_free);
    const V deadline = hn::Add(now, timeout);
    const auto is_served = hn::Le(begin, deadline);
    V hold = load(work[i], lane);
    if constexpr (counting) {
      const auto has_room = hn::Lt(busy, all);
      const auto opens = hn::And(has_room, hn::Eq(idle, zero));
      const V opened = one_if(opens);
      sums.opened = hn::Add(sums.opened, opened);
      idle = hn::Sub(idle, hn::Sub(one_if(has_room), opened));
      begin = hn::IfThenElse(opens, hn::Add(now, connect_time), begin);
      hold = hn::Add(hold, hn::IfThenElse(opens, overhead_fresh, overhead_reused));
      busy = hn::Min(hn::Add(busy, one), all);
      sums.most_open = hn::Max(sums.most_open, hn::Add(busy, idle));
    } else {
      hold = hn::Add(hold, overhead_reused);
    }

    const V wait = hn::Sub(begin, now);
    sums.served = hn::Add(sums.served, one_if(is_served));
    sums.held = hn::Add(sums.held, hn::IfThenElseZero(is_served, hold));
    const V served_wait = hn::IfThenElseZero(is_served, wait);
    sums.served_wait = hn::Add(sums.served_wait, served_wait);
    sums.longest_served = hn::Max(sums.longest_served, served_wait);
    const auto has_waited = hn::Gt(served_wait, zero);
    sums.waited = hn::Add(sums.waited, one_if(has_waited));
    sums.late = hn::Add(sums.late, one_if(hn::Gt(served_wait, goal)));
    waits.add(served_wait, has_waited);
    if (!hn::AllTrue(d, is_served)) fail(state, lane, is_served, hn::Sub(deadline, now));

    // The place that became free first is the request's until `end`: the others move up, up to where that
    // belongs. A request that is not served gives the place back as it was, and nothing moves.
    const V end = hn::IfThenElse(is_served, hn::Add(begin, hold), first_free);
    V place = first_free;
    std::array<V, rows_at_once> counted{not_places, zero, zero, zero};
    for (std::size_t row = 0; row < rows; row += rows_at_once)
      for (std::size_t next_row = 0; next_row < rows_at_once; ++next_row) {
        const V above = hn::Load(d, free + (row + next_row + 1) * lanes);
        const V moved = hn::Max(place, hn::Min(end, above));
        hn::Store(moved, d, free + (row + next_row) * lanes);
        if constexpr (counting) {
          V& count = counted[next_row];
          count = hn::IfThenElse(hn::Gt(moved, next), hn::Add(count, one), count);
        }
        place = above;
      }

    if constexpr (counting) {
      const V held = hn::Add(hn::Add(counted[0], counted[1]), hn::Add(counted[2], counted[3]));
      const V open = hn::Add(busy, idle);
      sums.open_seconds = hn::Add(sums.open_seconds, hn::Mul(open, hn::Sub(next, now)));
      idle = hn::Add(idle, hn::Sub(busy, held));
      busy = held;
      const V closed = hn::Max(hn::Sub(idle, kept), zero);
      if (!hn::AllTrue(d, hn::Eq(closed, zero))) {
        idle = hn::Sub(idle, closed);
        sums.closed = hn::Add(sums.closed, closed);
        sums.open_seconds =
            hn::Sub(sums.open_seconds, closed_seconds(state, lane, next, busy, closed, rules.capacity));
      }
    }
    now = next;
  }

  waits.count();
  store(now, state.now, lane);
  store(busy, state.busy, lane);
  store(idle, state.idle, lane);
  Sums::each(sums, state.sums, [lane](V& sum, Lanes& to) HWY_ATTR { store(sum, to, lane); });
}

template <bool counting>
void play_lanes(const LaneRules& rules, LaneState& state, const Lanes* gaps, const Lanes* work,
                std::size_t steps) {
  for (std::size_t lane = 0; lane < lanes; lane += width)
    play_group<counting>(rules, state, gaps, work, steps, lane);
}

void transpose(const std::array<const double*, lanes>& columns, Lanes* rows, std::size_t count) {
#if HWY_TARGET == HWY_SCALAR
  for (std::size_t row = 0; row < count; ++row)
    for (std::size_t lane = 0; lane < lanes; ++lane) rows[row][lane] = columns[lane][row];
#else
  const hn::CappedTag<double, 2> pair;
  for (std::size_t row = 0; row < count; row += 2)
    for (std::size_t lane = 0; lane < lanes; lane += 2) {
      const auto left = hn::LoadU(pair, columns[lane] + row);
      const auto right = hn::LoadU(pair, columns[lane + 1] + row);
      hn::Store(hn::InterleaveLower(pair, left, right), pair, &rows[row][lane]);
      hn::Store(hn::InterleaveUpper(pair, left, right), pair, &rows[row + 1][lane]);
    }
#endif
}

}  // namespace

constexpr LaneKernels lane_table{play_lanes<true>, play_lanes<false>, transpose};

}  // namespace poolsize::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolsize {

const LaneKernels& lane_kernels(InstructionSet set) { POOLSIZE_RETURN_FOR(set, lane_table) }

}  // namespace poolsize
#endif
