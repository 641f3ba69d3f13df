// When something happens next, and what.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace poolsize {

enum class Rank : std::uint8_t {
  completion,  ///< a connection is through with something
  processor,   ///< a connect is through with what it shares
  look,        ///< a woken waiter looks at the pool
  deadline,    ///< a waiter's time is up
  expiry,      ///< an idle connection's time is up
  ask,
};

/// At infinity nothing happens any more.
struct Moment {
  double at = std::numeric_limits<double>::infinity();
  Rank rank = Rank::completion;
  auto operator<=>(const Moment&) const = default;
};

}  // namespace poolsize
