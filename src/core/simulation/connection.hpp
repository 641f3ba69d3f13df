// A place in a pool and who has it.
#pragma once

#include "requests.hpp"

#include <cstdint>

namespace poolsize {

/// What a connection is about to be through with.
enum class Stage : std::uint8_t { idle, held, connecting, turned_away, gave_up, closing, replacing };

struct Connection {
  double since = 0;  ///< when its connect began or, where the rules ask for that, when it came back
  Request request;   ///< who has it, or waits for it to connect or to close
  Count queries = 0;
  Stage stage = Stage::idle;
  bool connected = false;
  bool replaced = false;  ///< has had another connection in its place
  bool retires = false;   ///< closes on return
};

}  // namespace poolsize
