// The users of a closed population: each thinks, asks, and thinks again when its request is through.
#pragma once

#include "samplers.hpp"
#include "tournament.hpp"

#include <poolsize/simulation_plan.hpp>

#include <cstdint>
#include <optional>

namespace poolsize {

class Users {
 public:
  Users(const ClosedArrivals& closed, const SimulationPlan& plan, Count replication, std::uint64_t pool)
      : asks_(static_cast<std::size_t>(closed.users)) {
    if (closed.think) {
      think_.emplace(*closed.think, plan.seed, static_cast<std::uint64_t>(replication),
                     for_pool(pool, Purpose::think));
    }
    for (std::uint32_t user = 0; user < static_cast<std::uint32_t>(closed.users); ++user) think(user, 0);
  }

  void think(std::uint32_t user, double now) { asks_.set(user, think_ ? now + think_->next() : now); }
  /// Infinity while all wait or hold.
  double next_ask() const { return asks_.time(); }
  /// Who that is; does not ask again until it has thought.
  std::uint32_t ask() {
    const std::uint32_t user = asks_.player();
    asks_.clear(user);
    return user;
  }

 private:
  Tournament asks_;
  std::optional<Draws> think_;
};

}  // namespace poolsize
