// Pools of several plans and engines, played at once on one clock and one server.
#pragma once

#include "holder_pool.hpp"
#include "queue_pool.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace poolsize {

/// They meet in the server's limit only: none wakes another's waiters. What happens at the same time is taken
/// in the order of Rank, then of the plans and their engines.
template <class Probe>
class SharedServer {
 public:
  /// `probe_of` makes the probe of each plan's engine. Requires: the plans outlive it.
  template <class MakeProbe>
  SharedServer(std::span<const SimulationPlan> plans, Count replication, const Stretch& stretch,
               const Conduct& conduct, MakeProbe probe_of)
      : server_(plans.front().instances.server_limit), course_(stretch, conduct), tallies_(plans.size()) {
    for (std::size_t plan = 0; plan < plans.size(); ++plan)
      for (Count engine = 0; engine < plans[plan].instances.engines; ++engine)
        members_.emplace_back(plan, plans[plan], replication,
                              Surroundings{.server = server_, .course = course_, .pool = members_.size()},
                              probe_of(plan, engine));
  }

  /// A tally per plan. `look` is told the number of each request before it asks, and how many requests and
  /// connections there are.
  template <class Look>
  std::vector<Tally> run(Look look) {
    for_each([](auto& pool) { pool.set_out(); });
    double now = 0;
    for (;;) {
      Member& member = *std::min_element(members_.begin(), members_.end(),
                                         [](const Member& a, const Member& b) { return a.next < b.next; });
      const Moment moment = member.next;
      if (is_over(moment)) break;
      now = moment.at;
      if (moment.rank == Rank::ask && !prepare_for_request(now, look)) continue;
      member.visit([&](auto& pool) { pool.step(moment); });
    }
    course_.report_played();
    for (Member& member : members_) member.visit([&](auto& pool) { tallies_[member.plan] += pool.end(now); });
    return std::move(tallies_);
  }

 private:
  struct Member {
    Member(std::size_t of, const SimulationPlan& played, Count replication, const Surroundings& around,
           Probe seen_by)
        : plan(of),
          probe(std::move(seen_by)),
          pool(std::holds_alternative<SimulatedSqlalchemy>(played.pool)
                   ? Pool(std::in_place_type<QueuePool<Probe>>, played, replication, around, probe)
                   : Pool(std::in_place_type<HolderPool<Probe>>, played, replication, around, probe)) {}

    template <class Do>
    void visit(Do act) {
      std::visit(
          [&](auto& each) {
            act(each);
            next = each.next();
          },
          pool);
    }

    using Pool = std::variant<QueuePool<Probe>, HolderPool<Probe>>;
    std::size_t plan;
    Moment next;
    Probe probe;
    Pool pool;
  };

  template <class Do>
  void for_each(Do act) {
    for (Member& member : members_) member.visit(act);
  }

  bool is_over(const Moment& next) {
    if (next.rank == Rank::completion) return next.at == std::numeric_limits<double>::infinity();
    if (next.rank == Rank::ask) return false;
    bool is_through = true;
    for_each([&](auto& pool) { is_through &= pool.is_through(); });
    return is_through;
  }

  /// False where nobody asks any more.
  template <class Look>
  bool prepare_for_request(double now, Look look) {
    if (!course_.goes_on()) {
      for_each([now](auto& pool) { pool.stop_asking(now); });
      return false;
    }
    const Count number = course_.next_number();
    if (course_.counts(number)) for_each([now](auto& pool) { pool.observe_from(now); });
    Count present = 0;
    Count open = 0;
    for_each([&](auto& pool) {
      present += pool.present();
      open += pool.open();
    });
    look(number, present, open);
    return true;
  }

  Server server_;
  Course course_;
  std::deque<Member> members_;
  std::vector<Tally> tallies_;
};

}  // namespace poolsize
