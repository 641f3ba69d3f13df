// A figure, and how well it is known.
#pragma once

namespace poolsize {

/// A figure with its 95 % confidence interval, which is the value alone where nothing is drawn, and unbounded
/// where there is nothing to compare with.
template <class Unit>
struct Estimate {
  Unit value{};
  Unit low{};
  Unit high{};
  bool operator==(const Estimate&) const = default;
};

}  // namespace poolsize
