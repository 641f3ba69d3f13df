// What connects of a pool that come at once take from each other.
#pragma once

#include "tournament.hpp"

#include <poolsize/units.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace poolsize {

/// Processors of each instance, which those on them have in equal parts, and none more than one (egalitarian
/// processor sharing: L. Kleinrock, Queueing Systems 2, 1976, section 4.4). Who has least left is through
/// first, and of those who have as much who joined first.
class ConnectProcessors {
 public:
  using Player = Tournament::Player;

  ConnectProcessors(std::size_t instances, Count processors)
      : instances_(instances), ends_(instances), count_(static_cast<double>(processors)) {}

  /// `work` is how long it takes alone.
  void join(std::uint32_t instance, Player player, double work, double now) {
    Shared& shared = advance(instance, now);
    shared.jobs.push_back({player, work});
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

  /// When the next is through; infinity if nobody is on.
  double time() const { return ends_.time(); }

  /// Who is through at time().
  Player finish() {
    const std::uint32_t instance = ends_.player();
    Shared& shared = advance(instance, time());
    const auto job = next(shared);
    const Player player = job->player;
    shared.jobs.erase(job);
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

  static std::vector<Job>::iterator next(Shared& shared) {
    return std::ranges::min_element(shared.jobs, {}, &Job::left);
  }

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
    Shared& shared = instances_[instance];
    if (shared.jobs.empty()) return ends_.clear(instance);
    ends_.set(instance, shared.since + next(shared)->left * stretch(shared));
  }

  std::vector<Shared> instances_;
  Tournament ends_;
  double count_;
};

}  // namespace poolsize
