// What connects of a pool that come at once take from each other.
#pragma once

#include "tournament.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace poolsize {

/// One processor per instance, which those on it have in equal parts (egalitarian processor sharing:
/// L. Kleinrock, Queueing Systems 2, 1976, section 4.4). All have the same work, so that they are through in
/// the order of joining.
class ConnectProcessors {
 public:
  using Player = Tournament::Player;

  ConnectProcessors(std::size_t instances, double work)
      : processors_(instances), ends_(instances), work_(work) {}

  void join(std::uint32_t instance, Player player, double now) {
    Processor& processor = advance(instance, now);
    processor.jobs.push_back({player, work_});
    schedule(instance);
  }

  /// If it is on.
  void leave(std::uint32_t instance, Player player, double now) {
    std::vector<Job>& jobs = processors_[instance].jobs;
    const auto job = std::ranges::find(jobs, player, &Job::player);
    if (job == jobs.end()) return;
    advance(instance, now);
    jobs.erase(job);
    schedule(instance);
  }

  /// When the next is through; infinity if nobody is on.
  double time() const { return ends_.time(); }

  /// Who is through at time().
  Player finish() {
    const std::uint32_t instance = ends_.player();
    Processor& processor = advance(instance, time());
    const Player player = processor.jobs.front().player;
    processor.jobs.erase(processor.jobs.begin());
    schedule(instance);
    return player;
  }

 private:
  struct Job {
    Player player = 0;
    double left = 0;
  };
  struct Processor {
    std::vector<Job> jobs;
    double since = 0;
  };

  Processor& advance(std::uint32_t instance, double now) {
    Processor& processor = processors_[instance];
    const double part = (now - processor.since) / static_cast<double>(processor.jobs.size());
    for (Job& job : processor.jobs) job.left = std::max(0.0, job.left - part);
    processor.since = now;
    return processor;
  }

  void schedule(std::uint32_t instance) {
    const Processor& processor = processors_[instance];
    if (processor.jobs.empty()) return ends_.clear(instance);
    const auto jobs = static_cast<double>(processor.jobs.size());
    ends_.set(instance, processor.since + processor.jobs.front().left * jobs);
  }

  std::vector<Processor> processors_;
  Tournament ends_;
  double work_;
};

}  // namespace poolsize
