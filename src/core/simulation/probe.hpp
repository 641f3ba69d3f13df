// What may look on while a replication is played.
#pragma once

#include "requests.hpp"

#include <poolsize/pool_event.hpp>

#include <cstddef>
#include <functional>

namespace poolsize {

/// Nobody: costs nothing.
struct NoProbe {
  static constexpr bool watches = false;
};

struct EventProbe {
  static constexpr bool watches = true;
  const std::function<void(std::size_t plan, const PoolEvent&)>* tell = nullptr;
  std::size_t plan = 0;
  Count engine = 0;

  void see(PoolEvent event, const Request&) const {
    event.engine = engine;
    (*tell)(plan, event);
  }
};

}  // namespace poolsize
