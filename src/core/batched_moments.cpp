#include "batched_moments.hpp"

#include "simulation/figures.hpp"

#include <cmath>
#include <limits>

namespace poolsize {
namespace {

/// What numbers that ought to be equal may differ by, relative to them.
constexpr double rounding = 1e-9;

}  // namespace

void BatchedMoments::add(double value) {
  begun_.add(value);
  if (begun_.count() < length_) return;
  batches_.push_back(begun_);
  begun_ = {};
  if (batches_.size() < most_batches) return;
  for (std::size_t i = 0; i < most_batches / 2; ++i) {
    batches_[i] = batches_[2 * i];
    batches_[i].merge(batches_[2 * i + 1]);
  }
  batches_.resize(most_batches / 2);
  length_ *= 2;
}

Moments BatchedMoments::all() const {
  Moments all = begun_;
  for (const Moments& batch : batches_) all.merge(batch);
  return all;
}

std::vector<Moments> BatchedMoments::batches() const {
  std::vector<Moments> batches = batches_;
  if (batches.empty()) return {begun_};
  batches.back().merge(begun_);
  return batches;
}

Estimate<double> BatchedMoments::estimate(const std::function<double(const Moments&)>& figure) const {
  const std::vector<Moments> batches = this->batches();
  const double value = figure(all());
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (batches.size() < 2) return {value, -infinity, infinity};
  Moments without_one;
  for (std::size_t left_out = 0; left_out < batches.size(); ++left_out) {
    Moments rest;
    for (std::size_t i = 0; i < batches.size(); ++i)
      if (i != left_out) rest.merge(batches[i]);
    without_one.add(figure(rest));
  }
  const auto others = static_cast<double>(batches.size() - 1);
  const double half =
      student_t(static_cast<Count>(batches.size()) - 1) * std::sqrt(others * without_one.variance());
  if (!std::isfinite(half)) return {value, -infinity, infinity};
  if (half < rounding * std::abs(value)) return {value, value, value};
  return {value, value - half, value + half};
}

}  // namespace poolsize
