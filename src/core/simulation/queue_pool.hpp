// The rules of SQLAlchemy's AsyncAdaptedQueuePool (1.4.46: sqlalchemy/pool/impl.py, QueuePool; pool/base.py,
// _ConnectionRecord; util/queue.py; and CPython 3.11, asyncio/queues.py).
#pragma once

#include "free_numbers.hpp"
#include "play.hpp"

#include <limits>
#include <vector>

namespace poolsize {

template <class Probe>
class QueuePool : public Play<QueuePool<Probe>, Probe> {
  using Base = Play<QueuePool<Probe>, Probe>;
  using typename Base::Kind;
  using typename Base::Player;

 public:
  QueuePool(const SimulationPlan& plan, Count replication, const Surroundings& around, Probe& probe)
      : Base(plan, replication, around, probe),
        pool_(std::get<SimulatedSqlalchemy>(plan.pool)),
        pools_(static_cast<std::size_t>(plan.instances.count)),
        capacity_(pool_.settings.capacity().value_or(unlimited)),
        kept_(static_cast<std::size_t>(pool_.settings.pool_size == 0 ? unlimited : pool_.settings.pool_size)),
        reset_(plan.costs.round_trip.seconds * sqlalchemy_reset_round_trips),
        ping_(pool_.settings.pre_ping ? plan.costs.round_trip.seconds * sqlalchemy_ping_round_trips : 0) {}

 private:
  friend Base;
  static constexpr Count unlimited = std::numeric_limits<Count>::max();

  struct Instance {
    Ring<Player> idle;
    Count open = 0;  ///< as the pool counts: up before a connect, down after a close
    FreeNumbers numbers;
  };

  void start() {}
  double timeout() const { return pool_.settings.pool_timeout.seconds; }
  /// The timeout covers the line only.
  static double deadline(const Request&) { return Base::never; }
  void expire(double) {}

  /// A ping is spared right after connecting. Three round trips are those of SQLAlchemy 2.0; 1.4.46 sends
  /// BEGIN and SELECT 1, and the request goes on in that transaction (engine/default.py, line 698).
  double overhead(const Connection&, bool fresh) const { return fresh ? reset_ : reset_ + ping_; }

  bool has_idle(std::uint32_t instance) { return !pools_[instance].idle.empty(); }

  /// What is idle is taken though a waiter was woken for it, as on CPython 3.12 and later. On 3.11 nobody
  /// goes past a waiter at a full pool: wait_for() has queue.get() run in a task of its own
  /// (asyncio/tasks.py, line 460), which looks a turn of the loop later than those that were woken. None of
  /// 20,000 requests of real pools did (tests/live), and the mean waits are the same.
  void ask(const Request& request, double now) {
    Instance& instance = pools_[request.instance];
    if (!instance.idle.empty()) {
      take(request.instance, request, now);
    } else if (instance.open < capacity_) {
      open_for(request, now);
    } else {
      this->wait(request);
    }
  }

  void take(std::uint32_t instance, const Request& request, double now) {
    Ring<Player>& idle = pools_[instance].idle;
    const Player player = pool_.use_lifo ? idle.back() : idle.front();
    pool_.use_lifo ? idle.pop_back() : idle.pop_front();
    check_out(player, request, now);
  }

  void check_out(Player player, const Request& request, double now) {
    Connection& connection = this->connection(player);
    connection.request = request;
    connection.replaced = true;
    if (!connection.connected) {
      this->connect(player, now);
    } else if (now - connection.since > pool_.recycle.seconds) {
      this->close(player, Stage::replacing, now);
    } else {
      this->begin(player, now, false);
    }
  }

  void open_for(const Request& request, double now) {
    Instance& instance = pools_[request.instance];
    ++instance.open;
    const Player player = instance.numbers.take() * this->instances() + request.instance;
    this->occupy(player).request = request;
    this->connect(player, now);
  }

  /// A second look: a close has woken nobody, but has made room.
  void give_up(const Request& request, double now) {
    if (pools_[request.instance].open < capacity_) {
      open_for(request, now);
    } else {
      this->fail(request, Kind::timed_out, now);
    }
  }

  void came_back(Player player, double now) {
    const Request& request = this->connection(player).request;
    if (pools_[request.instance].idle.size() >= kept_) return this->close(player, Stage::closing, now);
    this->leave(request, now);
    put_back(player, now);
  }

  /// Requires: fewer than pool_size are idle.
  void put_back(Player player, double now) {
    const std::uint32_t instance = this->connection(player).request.instance;
    if (const std::optional<Request> next = this->next_in_line(instance)) {
      return check_out(player, *next, now);
    }
    this->rest(player);
    pools_[instance].idle.push(player);
    this->wake(instance, now);
  }

  void closed(Player player, double now) {
    this->leave(this->connection(player).request, now);
    vacate(player);
  }

  /// Nobody is woken: the pool has room, and those in line go on waiting.
  void vacate(Player player) {
    Instance& instance = pools_[this->connection(player).request.instance];
    --instance.open;
    instance.numbers.give_back(player / this->instances());
    this->rest(player);
  }

  /// The place of a connection that was to be replaced goes back without one, and its next request connects.
  void turned_away(Player player, double now) {
    const Request request = this->connection(player).request;
    const bool is_replaced = this->connection(player).replaced;
    is_replaced&& pools_[request.instance].idle.size() < kept_ ? put_back(player, now) : vacate(player);
    this->fail(request, Kind::refused, now);
  }
  void gave_up(Player, double) {}

  SimulatedSqlalchemy pool_;
  std::vector<Instance> pools_;
  Count capacity_;
  std::size_t kept_;
  double reset_;
  double ping_;
};

}  // namespace poolsize
