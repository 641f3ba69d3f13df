// SQLAlchemy's pool played the plain way: one event after the other, with the standard library's containers.
// The reference of what is faster.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <queue>
#include <span>
#include <vector>

namespace plain {

struct Pool {
  int pool_size = 0;
  int max_overflow = 0;
  double timeout = 0;
  double connect_time = 0;
  double overhead_fresh = 0;
  double overhead_reused = 0;
};

struct Fate {
  double wait = 0;
  double hold = 0;
  bool served = false;
};

struct Played {
  std::vector<Fate> requests;
  std::vector<double> opened;  ///< when
  std::vector<double> closed;
};

/// Closing takes no time, and nobody overtakes. The loop of QueuePool._do_get and _do_return_conn
/// (sqlalchemy/pool/impl.py) with asyncio's first come, first served.
inline Played play(const Pool& pool, std::span<const double> asked, std::span<const double> work) {
  Played played{std::vector<Fate>(asked.size()), {}, {}};
  std::priority_queue<double, std::vector<double>, std::greater<>> held_until;
  std::deque<std::size_t> line;
  int idle = 0;
  int open = 0;
  const auto give = [&](std::size_t i, double now, bool fresh) {
    const double begin = fresh ? now + pool.connect_time : now;
    const double hold = work[i] + (fresh ? pool.overhead_fresh : pool.overhead_reused);
    played.requests[i] = {begin - asked[i], hold, true};
    held_until.push(begin + hold);
  };
  const auto give_up = [&](double before) {
    while (!line.empty() && asked[line.front()] + pool.timeout < before) {
      const double deadline = asked[line.front()] + pool.timeout;
      played.requests[line.front()] = {deadline - asked[line.front()], 0, false};
      line.pop_front();
    }
  };
  const auto come_back = [&](double until) {
    while (!held_until.empty() && held_until.top() <= until) {
      const double now = held_until.top();
      held_until.pop();
      give_up(now);
      if (!line.empty()) {
        const std::size_t next = line.front();
        line.pop_front();
        give(next, now, false);
      } else if (idle < pool.pool_size) {
        ++idle;
      } else {
        --open;
        played.closed.push_back(now);
      }
    }
  };
  for (std::size_t i = 0; i < asked.size(); ++i) {
    come_back(asked[i]);
    if (idle > 0) {
      --idle;
      give(i, asked[i], false);
    } else if (open < pool.pool_size + pool.max_overflow) {
      ++open;
      played.opened.push_back(asked[i]);
      give(i, asked[i], true);
    } else {
      line.push_back(i);
    }
  }
  come_back(std::numeric_limits<double>::infinity());
  return played;
}

}  // namespace plain
