// How long requests wait for the connections that they open.
#pragma once

#include <poolsize/prediction.hpp>
#include <poolsize/units.hpp>

#include <vector>

namespace poolsize {

/// Connects all take the same time, unless they share processors. Then who has been under way for t shares
/// them with those that open within such a time after another has, as if these came at random (M/D/m-PS):
/// more than on average, for a connection is opened when none is idle, and a moment later hardly one is. What
/// is idle then is followed as a birth-death process of requests and returns. What else makes them vary
/// (connect_cv) stretches whatever that comes to: who brings more work shares it for longer in proportion, on
/// average exactly so (L. Kleinrock, Queueing Systems 2, 1976, section 4.4).
///
/// An approximation, held against simulate in tests/core/connect_times_test.cpp.
class ConnectTimes {
 public:
  /// Of a pool that serves requests at `rate`, as often as connections come back, keeps so many idle, and has
  /// `most` connects at once. Requires: connect_shared ≤ connect_time, connect_cv ≥ 0.
  ConnectTimes(const Costs&, Rate, Count kept, Count most);

  /// P(a connect takes longer than `t`)
  double longer_than(Duration t) const;
  Duration mean() const;
  /// Hardly any is shorter.
  Duration shortest() const;

 private:
  /// Connects that would take `length`, were they not stretched or shortened by chance.
  struct Group {
    Duration length;
    double share = 1;
  };

  bool is_shared() const { return shared_ > Duration{}; }
  std::vector<Group> groups() const;
  /// P(one takes longer than `t` before it is stretched)
  double unstretched_longer_than(Duration t) const;
  /// What is shared, where all places connect at once.
  Duration longest_shared() const;
  /// P(one is longer than `t` at what is shared)
  double shares_longer_than(Duration t) const;
  Rate opens_within(Duration t) const;

  Duration alone_;
  Duration shared_;
  Count processors_;
  Rate rate_;
  Count most_;
  /// How many of the first n requests and returns, n = 0, 1, …, would find none idle, on average.
  std::vector<double> none_idle_;
  double sigma_;               ///< of the logarithm of what stretches them
  std::vector<Group> groups_;  ///< where anything does
};

}  // namespace poolsize
