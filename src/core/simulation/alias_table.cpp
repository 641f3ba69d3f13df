#include "alias_table.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>

namespace poolsize {

namespace {

struct Segment {
  double low;
  double length;
  double weight;
};

std::vector<Segment> segments_of(const Empirical& measured) {
  std::vector<Segment> segments;
  Empirical::Knot before{measured.knots.front().at, 0};
  for (const Empirical::Knot& knot : measured.knots) {
    const double weight = knot.below - before.below;
    if (weight > 0) {
      const double low = before.at.seconds;
      segments.push_back({low, knot.at.seconds - low, weight});
    }
    before = knot;
  }
  return segments;
}

}  // namespace

AliasTable::AliasTable(const Empirical& measured) {
  std::vector<Segment> segments = segments_of(measured);
  assert(!segments.empty());
  double total = 0;
  for (const Segment& each : segments) total += each.weight;
  columns_.resize(segments.size());
  std::vector<std::size_t> poor;
  std::vector<std::size_t> rich;
  const auto count = static_cast<double>(segments.size());
  for (std::size_t i = 0; i < segments.size(); ++i) {
    segments[i].weight *= count / total;
    (segments[i].weight < 1 ? poor : rich).push_back(i);
  }
  const auto piece = [](const Segment& segment, double share) {
    return Piece{segment.low, segment.length / share};
  };
  while (!poor.empty() && !rich.empty()) {
    const std::size_t i = poor.back();
    const std::size_t giver = rich.back();
    poor.pop_back();
    const double cut = segments[i].weight;
    columns_[i] = {cut, piece(segments[i], cut), piece(segments[giver], 1 - cut)};
    segments[giver].weight -= 1 - cut;
    if (segments[giver].weight >= 1) continue;
    rich.pop_back();
    poor.push_back(giver);
  }
  // Whoever is left has a whole column, but for rounding.
  rich.insert(rich.end(), poor.begin(), poor.end());
  for (const std::size_t i : rich) columns_[i] = {1, piece(segments[i], 1), {}};
}

void AliasTable::draw(std::span<double> u) const {
  const auto count = static_cast<double>(columns_.size());
  const auto last = static_cast<std::int64_t>(columns_.size()) - 1;
  for (double& each : u) {
    const double place = each * count;
    const std::int64_t index = std::min(static_cast<std::int64_t>(place), last);
    const Column& column = columns_[static_cast<std::size_t>(index)];
    const double within = place - static_cast<double>(index);
    const bool is_own = within < column.cut;
    const Piece& piece = is_own ? column.own : column.other;
    each = piece.low + piece.slope * (within - (is_own ? 0 : column.cut));
  }
}

}  // namespace poolsize
