// What may look on while a replication is played.
#pragma once

#include "requests.hpp"

#include <poolsize/pool_event.hpp>

#include <functional>

namespace poolsize {

/// Nobody: costs nothing.
struct NoProbe {
  static constexpr bool watches = false;
};

struct EventProbe {
  static constexpr bool watches = true;
  const std::function<void(const PoolEvent&)>* tell = nullptr;

  void see(const PoolEvent& event, const Request&) const { (*tell)(event); }
};

}  // namespace poolsize
