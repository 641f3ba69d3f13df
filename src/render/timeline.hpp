// One replication in the course of time.
#pragma once

#include <poolsize/pool_event.hpp>
#include <poolsize/units.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace poolsize::render {

/// Of one step of time.
struct Level {
  double mean = 0;  ///< over the time
  Count most = 0;
};

struct TimelineStep {
  Duration from;
  Level waiting;  ///< requests in line
  Level busy;     ///< connections held
  Level open;
  Count timed_out = 0;  ///< requests, with those that were refused
};

struct PoolTimeline {
  std::string key;   ///< "sqlalchemy" or "asyncpg"
  std::string name;  ///< "SQLAlchemy, pool_size 10 + max_overflow 5"
  Duration end;
  Count requests = 0;
  std::vector<TimelineStep> steps;
};

/// Events one after the other, as steps of equal length: half as many as `most_steps`, or more. Its memory
/// does not grow with the number of events.
class TimelineOf {
 public:
  static constexpr std::size_t most_steps = 256;

  void see(const PoolEvent&);
  /// At most most_steps, to the last event.
  PoolTimeline take(std::string key, std::string name);

 private:
  struct Sums {
    double waiting = 0;
    double busy = 0;
    double open = 0;
    TimelineStep step;
  };
  void pass(double until);
  void double_length();
  std::size_t index_of(double time) const;
  Sums& at(double time);
  void note_most(Sums&) const;

  double length_ = 0;  ///< of a step, in seconds; 0 before the second moment
  double now_ = 0;
  PoolEvent last_;
  Count requests_ = 0;
  std::vector<Sums> sums_;
};

/// A chart of each level, `columns` wide at most.
std::string timeline_text(const PoolTimeline&);

}  // namespace poolsize::render
