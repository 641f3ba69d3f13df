// What connects of a pool that come at once take from each other.
#pragma once

#include "tournament.hpp"

#include <poolsize/prediction.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace poolsize {

/// Processors of each instance, which those on them have in equal parts, and none more than one (egalitarian
/// processor sharing: L. Kleinrock, Queueing Systems 2, 1976, section 4.4). All have the same work, so that
/// they are through in the order of joining.
class ConnectProcessors {
 public:
  using Player = Tournament::Player;

  ConnectProcessors(std::size_t instances, const Costs& costs)
      : instances_(instances),
        ends_(instances),
        work_(costs.connect_shared.seconds),
        rest_(costs.connect_time.seconds - work_),
        count_(static_cast<double>(costs.connect_processors)) {}

  void join(std::uint32_t instance, Player player, double now) {
    Shared& shared = advance(instance, now);
    shared.jobs.push_back({player, work_});
    schedule(instance);
  }

  /// If it is on.
  void leave(std::uint32_t instance, Player player, double now) {
    std::vector<Job>& jobs = instances_[instance].jobs;
    const auto job = std::ranges::find(jobs, player, &Job::player);
    if (job == jobs.end()) return;
    advance(instance, now);
    jobs.erase(job);
    schedule(instance);
  }

  /// What a connect takes beside the work that it shares.
  double rest() const { return rest_; }

  /// When the next is through; infinity if nobody is on.
  double time() const { return ends_.time(); }

  /// Who is through at time().
  Player finish() {
    const std::uint32_t instance = ends_.player();
    Shared& shared = advance(instance, time());
    const Player player = shared.jobs.front().player;
    shared.jobs.erase(shared.jobs.begin());
    schedule(instance);
    return player;
  }

 private:
  struct Job {
    Player player = 0;
    double left = 0;
  };
  struct Shared {
    std::vector<Job> jobs;
    double since = 0;
  };

  /// How many times as long everything takes as alone.
  double stretch(const Shared& shared) const {
    return std::max(1.0, static_cast<double>(shared.jobs.size()) / count_);
  }

  Shared& advance(std::uint32_t instance, double now) {
    Shared& shared = instances_[instance];
    const double part = (now - shared.since) / stretch(shared);
    for (Job& job : shared.jobs) job.left = std::max(0.0, job.left - part);
    shared.since = now;
    return shared;
  }

  void schedule(std::uint32_t instance) {
    const Shared& shared = instances_[instance];
    if (shared.jobs.empty()) return ends_.clear(instance);
    ends_.set(instance, shared.since + shared.jobs.front().left * stretch(shared));
  }

  std::vector<Shared> instances_;
  Tournament ends_;
  double work_;
  double rest_;
  double count_;
};

}  // namespace poolsize
