// The rules of asyncpg.Pool (0.27: asyncpg/pool.py).
#pragma once

#include "play.hpp"

#include <algorithm>
#include <vector>

namespace poolsize {

template <class Probe>
class HolderPool : public Play<HolderPool<Probe>, Probe> {
  using Base = Play<HolderPool<Probe>, Probe>;
  using typename Base::Kind;
  using typename Base::Player;

 public:
  HolderPool(const SimulationPlan& plan, Count replication, const Surroundings& around, Probe& probe)
      : Base(plan, replication, around, probe),
        pool_(std::get<SimulatedAsyncpg>(plan.pool)),
        pools_(static_cast<std::size_t>(plan.instances.count)),
        expiries_(static_cast<std::size_t>(plan.instances.count)),
        lifetime_(pool_.max_inactive.seconds == 0 ? Base::never : pool_.max_inactive.seconds),
        reset_(plan.costs.round_trip.seconds * asyncpg_reset_round_trips) {}

 private:
  friend Base;

  /// A holder is a place that may be connected or not; whichever was put back last is taken first. Those that
  /// were never taken lie at the bottom.
  struct Instance {
    std::vector<Player> idle;
    std::size_t oldest = 0;  ///< the lowest that is connected, or how many are idle
    Count taken = 0;         ///< that many holders were ever taken
  };

  /// min_size connections are open when the pool begins to serve. The first one's time to be idle began a
  /// connect earlier than the others', which is left out.
  void start() {
    const Count least = std::min(pool_.settings.min_size, pool_.settings.max_size);
    for (std::uint32_t i = 0; i < this->instances(); ++i) {
      const Count room = std::min(least, this->server().room());
      for (Count k = 0; k < room; ++k) new_holder(i);
      for (Count k = room; k-- > 0;) {
        const Player player = static_cast<Player>(k) * this->instances() + i;
        this->connection(player).connected = true;
        this->count_open(+1, 0);
        this->note(Kind::connecting, 0, Request{.instance = i});
        push(player, i);
      }
    }
  }

  double timeout() const { return pool_.acquire_timeout.seconds; }
  double deadline(const Request& request) const { return request.asked + pool_.acquire_timeout.seconds; }

  /// The reset that ends the hold is left out where the connection is closed instead.
  double overhead(Connection& connection, bool) const {
    connection.queries += pool_.queries_per_request;
    connection.retires = connection.queries >= pool_.max_queries;
    if (connection.retires) return 0;
    ++connection.queries;
    return reset_;
  }

  bool has_idle(std::uint32_t instance) {
    return !pools_[instance].idle.empty() || pools_[instance].taken < pool_.settings.max_size;
  }

  /// Without a timeout acquire() looks at once (asyncpg/pool.py, `_acquire`): of real requests at utilisation
  /// 0.9 one in a hundred took what a waiter had just been woken for (tests/live). With one see QueuePool.
  void ask(const Request& request, double now) {
    if (has_idle(request.instance)) {
      take(request.instance, request, now);
    } else {
      this->wait(request);
    }
  }

  void take(std::uint32_t instance, const Request& request, double now) {
    acquire(pools_[instance].idle.empty() ? new_holder(instance) : pop(instance), request, now);
  }

  void acquire(Player player, const Request& request, double now) {
    Connection& holder = this->connection(player);
    holder.request = request;
    holder.connected ? this->begin(player, now, false) : this->connect(player, now);
  }

  Player new_holder(std::uint32_t instance) {
    const Player player = static_cast<Player>(pools_[instance].taken++) * this->instances() + instance;
    this->occupy(player).request.instance = instance;
    return player;
  }

  void give_up(const Request& request, double now) { this->fail(request, Kind::timed_out, now); }

  void came_back(Player player, double now) {
    if (this->connection(player).retires) return this->close(player, Stage::closing, now);
    this->leave(this->connection(player).request, now);
    put_back(player, now);
  }

  void closed(Player player, double now) {
    this->leave(this->connection(player).request, now);
    put_back(player, now);
  }

  void turned_away(Player player, double now) {
    const Request request = this->connection(player).request;
    put_back(player, now);
    this->fail(request, Kind::refused, now);
  }

  /// The time ran out while connecting.
  void gave_up(Player player, double now) {
    const Request request = this->connection(player).request;
    if (this->connection(player).connected) this->disconnect(player, request, now);
    put_back(player, now);
    this->fail(request, Kind::timed_out, now);
  }

  void put_back(Player player, double now) {
    const std::uint32_t instance = this->connection(player).request.instance;
    if (const std::optional<Request> next = this->next_in_line(instance)) return acquire(player, *next, now);
    this->rest(player);
    this->connection(player).since = now;
    push(player, instance);
    this->wake(instance, now);
  }

  // --- Idle holders, and when their connections have been idle for too long ---

  void push(Player player, std::uint32_t instance) {
    Instance& pool = pools_[instance];
    pool.idle.push_back(player);
    if (pool.oldest + 1 < pool.idle.size()) return;
    find_oldest(instance);
  }

  Player pop(std::uint32_t instance) {
    Instance& pool = pools_[instance];
    const Player player = pool.idle.back();
    pool.idle.pop_back();
    if (pool.oldest >= pool.idle.size()) {
      pool.oldest = pool.idle.size();
      schedule_expiry(instance);
    }
    return player;
  }

  /// From where it was upwards: they lie in the order in which they were put back.
  void find_oldest(std::uint32_t instance) {
    Instance& pool = pools_[instance];
    while (pool.oldest < pool.idle.size() && !this->connection(pool.idle[pool.oldest]).connected)
      ++pool.oldest;
    schedule_expiry(instance);
  }

  void schedule_expiry(std::uint32_t instance) {
    if (lifetime_ == Base::never) return;
    const Instance& pool = pools_[instance];
    const bool is_none = pool.oldest == pool.idle.size();
    expiries_.set(instance,
                  is_none ? Base::never : this->connection(pool.idle[pool.oldest]).since + lifetime_);
    this->expire_at(expiries_.time());
  }

  /// The holder stays where it is.
  void expire(double now) {
    const std::uint32_t instance = expiries_.player();
    const Player player = pools_[instance].idle[pools_[instance].oldest];
    this->disconnect(player, Request{.instance = instance}, now);
    find_oldest(instance);
  }

  SimulatedAsyncpg pool_;
  std::vector<Instance> pools_;
  Tournament expiries_;  ///< of the instances
  double lifetime_;
  double reset_;
};

}  // namespace poolsize
