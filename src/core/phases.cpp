#include "phases.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <functional>

namespace poolsize {
namespace {

using Eigen::Index;

Index choose(Index n, Index k) {
  Index result = 1;
  for (Index i = 1; i <= k; ++i) result = result * (n - k + i) / i;
  return result;
}

}  // namespace

std::optional<Phases> own_phases(const Distribution& hold) {
  if (std::holds_alternative<Exponential>(hold)) return Phases{{.share = 1, .rate = 1}};
  const auto* mixture = std::get_if<Mixture>(&hold);
  if (mixture == nullptr) return std::nullopt;
  const Duration whole = mean(hold);
  Phases sorted;
  for (const Mixture::Class& each : mixture->classes) {
    const auto* exponential = std::get_if<Exponential>(&each.hold);
    if (exponential == nullptr) return std::nullopt;
    sorted.push_back({.share = each.weight, .rate = whole / exponential->mean});
  }
  std::ranges::sort(sorted, std::ranges::greater{}, &Phase::rate);
  Phases phases;
  for (const Phase& each : sorted) {
    if (!phases.empty() && phases.back().rate == each.rate) {
      phases.back().share += each.share;
    } else {
      phases.push_back(each);
    }
  }
  return phases;
}

Index occupations(Index busy, Index phases) { return choose(busy + phases - 1, phases - 1); }

Occupations::Occupations(Index servers, Index phases) : phases_(phases) {
  assert(servers >= 1 && phases >= 1);
  // The number of a state: how many have fewer servers outside of phase 0, plus, among those with as many,
  // how many have fewer outside of phases 0 and 1, and so on (the combinatorial number system, D. E. Knuth,
  // The Art of Computer Programming 4A, section 7.2.1.3).
  const Index others = phases - 1;
  std::vector<Index> beyond(static_cast<std::size_t>(others),
                            0);  // how many are in phase i + 1 or a later one
  const Index states = size(servers);
  for (Index state = 0; state < states; ++state) {
    Index number = 0;
    std::vector<Index> added(static_cast<std::size_t>(others), 0);
    for (Index i = 0; i < others; ++i) {
      const Index here = beyond[static_cast<std::size_t>(i)];
      const Index next = i + 1 < others ? beyond[static_cast<std::size_t>(i + 1)] : 0;
      counts_.push_back(here - next);
      // One more in phase i + 1 raises all sums up to its own.
      number += choose(here + others - i, others - i) - choose(here + others - i - 1, others - i);
      added[static_cast<std::size_t>(i)] = state + number;
    }
    more_.insert(more_.end(), added.begin(), added.end());
    // The next state in order: the last sum that may grow does, and those behind it start again.
    for (Index i = others; i-- > 0;) {
      Index& sum = beyond[static_cast<std::size_t>(i)];
      if (i > 0 && sum == beyond[static_cast<std::size_t>(i - 1)]) {
        sum = 0;
        continue;
      }
      ++sum;
      break;
    }
  }
}

Index Occupations::in(Index state, Index phase, Index busy) const {
  const auto first = static_cast<std::size_t>(state * (phases_ - 1));
  if (phase > 0) return counts_[first + static_cast<std::size_t>(phase - 1)];
  for (std::size_t i = 0; i < static_cast<std::size_t>(phases_ - 1); ++i) busy -= counts_[first + i];
  return busy;
}

Index Occupations::more(Index state, Index phase) const {
  if (phase == 0) return state;
  return more_[static_cast<std::size_t>(state * (phases_ - 1) + phase - 1)];
}

}  // namespace poolsize
