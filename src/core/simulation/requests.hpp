// The requests of one replication, one after the other: when each asks and how long it works.
#pragma once

#include "samplers.hpp"

#include <poolsize/simulation_plan.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <variant>

namespace poolsize {

/// What opening a connection takes, in seconds.
struct ConnectTime {
  double shared = 0;  ///< work of the processors that connects share
  double rest = 0;    ///< on top, whoever else connects
};

struct Request {
  double asked = 0;  ///< infinity: there is none
  double work = 0;
  ConnectTime connect;  ///< should it open one
  Count number = -1;
  std::uint32_t instance = 0;
  std::uint32_t user = 0;  ///< of a closed population
};

/// The gaps of any open arrivals. Every purpose has a stream of its own, so that request i asks at the same
/// time and works as long whatever the settings are.
class Requests {
 public:
  /// `pool` says which of those that are played at once. Requires: `plan` outlives it.
  Requests(const SimulationPlan& plan, Count replication, std::uint64_t pool = 0);

  /// When the next one asks; infinity after the last.
  double next_asked() {
    if (at_ == filled_ && !refill()) return std::numeric_limits<double>::infinity();
    return asked_[at_];
  }
  /// Requires: next_asked() was finite.
  Request next() {
    const std::size_t at = at_++;
    return {.asked = asked_[at],
            .work = work_[at],
            .connect = connect_[at],
            .number = number_++,
            .instance = instance_[at]};
  }

 private:
  using Block = std::array<double, sampling_block>;

  struct Renewals {
    Sampler gaps;
    RandomStream stream;
  };
  struct Profile {
    const ProfileArrivals* steps;
    Sampler gaps;  ///< exponential with mean 1: how much of the rate's integral passes
    RandomStream stream;
    std::size_t step = 0;
  };
  struct Recorded {
    std::unique_ptr<TraceReader> reader;
  };
  struct Closed {};  ///< its users know when

  bool refill();
  std::size_t ask(Renewals&);
  std::size_t ask(Profile&);
  std::size_t ask(Recorded&);
  static std::size_t ask(const Closed&);
  void choose_connects();
  void choose_instances();

  static std::variant<Renewals, Profile, Recorded, Closed> source_of(const SimulationPlan&, Count replication,
                                                                     std::uint64_t pool);

  std::variant<Renewals, Profile, Recorded, Closed> source_;
  RandomStream hold_stream_;
  Uniforms balancer_;
  std::optional<Draws> connect_factors_;
  std::optional<Sampler> hold_;
  Costs costs_;
  bool connects_differ_;  ///< from block to block
  SimulatedInstances instances_;
  double now_ = 0;
  Count number_ = 0;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  Block asked_{};
  Block work_{};
  std::array<ConnectTime, sampling_block> connect_{};
  std::array<std::uint32_t, sampling_block> instance_{};
};

}  // namespace poolsize
