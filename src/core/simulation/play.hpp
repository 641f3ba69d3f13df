// One replication, event by event: what all pools have in common. The rules of each are in queue_pool.hpp and
// holder_pool.hpp.
//
// What happens at the same time is taken in the order of Rank; connections that are through with something
// the lower number first.
#pragma once

#include "connect_processors.hpp"
#include "connection.hpp"
#include "course.hpp"
#include "moment.hpp"
#include "probe.hpp"
#include "requests.hpp"
#include "tally.hpp"
#include "tournament.hpp"
#include "users.hpp"
#include "waiting.hpp"

#include <poolsize/simulation_plan.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace poolsize {

/// `Rules` derives from it and says
///   ask(request, now)          wait(), connect() or begin()
///   take(instance, request, now)   what a waiter does with what is idle; has_idle(instance)
///   overhead(connection, fresh)    seconds of a hold beside the work
///   deadline(request)          by when it must have its connection while it connects
///   give_up(request, now)      the time in line is over
///   came_back, closed, turned_away, gave_up (player, now)    the end of each stage
template <class Rules, class Probe>
class Play {
 public:
  using Player = Tournament::Player;
  using Kind = PoolEvent::Kind;
  static constexpr double never = std::numeric_limits<double>::infinity();

  Play(const SimulationPlan& plan, Count replication, const Surroundings& around, Probe& probe)
      : requests_(plan, replication, around.pool),
        plan_(plan),
        server_(around.server),
        course_(around.course),
        probe_(probe),
        processors_(instances(), plan.costs.connect_processors),
        waiting_(instances()) {
    if (const auto* closed = std::get_if<ClosedArrivals>(&plan.arrivals))
      users_.emplace(*closed, plan, replication, around.pool);
  }

  /// From beginning to end, where the server has no other pools.
  Tally run() {
    set_out();
    for (;;) {
      const double done = completions_.time();
      if (done <= std::min(interrupt_, ask_)) {
        if (done == never) break;
        complete(completions_.player(), done);
      } else if (interrupt_ <= ask_) {
        if (is_through()) break;
        interrupt(interrupt_);
      } else if (course_.goes_on()) {
        if (course_.counts(course_.next_number())) observe_from(ask_);
        ask();
      } else {
        stop_asking(ask_);
      }
    }
    course_.report_played();
    return end(now_);
  }

  // --- The same step by step, where it has ---

  void set_out() {
    rules().start();
    if (std::holds_alternative<ProfileArrivals>(plan_.arrivals)) observe_from(0);
    schedule_ask();
  }

  Moment next() {
    const double done = completions_.time();
    if (done <= std::min(interrupt_, ask_)) return {done, Rank::completion};
    if (ask_ < interrupt_) return {ask_, Rank::ask};
    if (processors_.time() == interrupt_) return {interrupt_, Rank::processor};
    if (waiting_.next_look() == interrupt_) return {interrupt_, Rank::look};
    return {interrupt_, deadline() == interrupt_ ? Rank::deadline : Rank::expiry};
  }
  void step(const Moment& moment) {
    if (moment.rank == Rank::completion) return complete(completions_.player(), moment.at);
    moment.rank == Rank::ask ? ask() : interrupt(moment.at);
  }
  /// From here on idle connections are closed at most: who still waits, if anybody, does so for ever.
  bool is_through() {
    const bool nobody_moves = waiting_.empty() || (waiting_.next_look() == never && deadline() == never);
    return ask_ == never && completions_.time() == never && processors_.time() == never && nobody_moves;
  }

  void observe_from(double now) {
    if (!open_.is_observed()) open_.observe_from(now, tally_.counts);
  }
  void stop_asking(double now) {
    now_ = now;
    is_over_ = true;
    ask_ = never;
    if (open_.is_observed()) open_.observe_until(now, tally_.counts);
  }
  /// `now` is when the last thing happened in any pool.
  Tally end(double now) {
    if (open_.is_observed()) {
      const auto* profile = std::get_if<ProfileArrivals>(&plan_.arrivals);
      open_.observe_until(profile != nullptr ? std::max(now, profile->end.seconds) : now, tally_.counts);
    }
    return std::move(tally_);
  }

  /// Requests that wait or hold.
  Count present() const { return waiting_.count() + busy_; }
  Count open() const { return open_.now(); }

 protected:
  // --- What the rules do ---

  /// Requires: nobody has `player`.
  Connection& occupy(Player player) {
    if (player >= connections_.size()) {
      connections_.resize(std::max<std::size_t>(player + 1, 2 * connections_.size()));
      completions_.reserve(connections_.size());
    }
    return connections_[player] = {};
  }
  Connection& connection(Player player) { return connections_[player]; }
  std::uint32_t instances() const { return static_cast<std::uint32_t>(plan_.instances.count); }

  /// A new connection for the request of `player`, or "too many clients".
  void connect(Player player, double now) {
    Connection& connection = connections_[player];
    connection.since = now;
    const double deadline = rules().deadline(connection.request);
    if (server_.room() <= 0)
      return end_by(deadline, player, Stage::turned_away, now + plan_.costs.round_trip.seconds);
    count_open(+1, now);
    connection.connected = true;
    note(Kind::connecting, now, connection.request);
    const auto [shared, rest] = connection.request.connect;
    if (shared + rest == 0) return begin(player, now, true);
    if (shared == 0) return end_by(deadline, player, Stage::connecting, now + rest);
    connection.stage = Stage::gave_up;  // unless finish_shared() comes before the deadline
    completions_.set(player, deadline);
    processors_.join(connection.request.instance, player, shared, now);
    schedule_interrupt();
  }

  /// The server's connection of `player` goes, which takes its time.
  void close(Player player, Stage stage, double now) {
    connections_[player].stage = stage;
    const double end = now + plan_.close_time.seconds;
    end > now ? completions_.set(player, end) : end_close(player, now);
  }

  /// The request of `player` has its connection.
  void begin(Player player, double now, bool fresh) {
    Connection& connection = connections_[player];
    const double hold = connection.request.work + rules().overhead(connection, fresh);
    connection.stage = Stage::held;
    completions_.set(player, now + hold);
    ++busy_;
    const Request& request = connection.request;
    if (course_.counts(request.number)) tally_.serve(now - request.asked, hold, plan_.goal.max_wait);
    note(Kind::got, now, request);
  }

  void fail(const Request& request, Kind kind, double now) {
    if (course_.counts(request.number)) {
      ++(kind == Kind::refused ? tally_.counts.refused : tally_.counts.timed_out);
      tally_.fail(now - request.asked);
    }
    note(kind, now, request);
    leave(request, now);
  }

  /// The request is through; its user, if it has one, thinks.
  void leave(const Request& request, double now) {
    if (!users_) return;
    users_->think(request.user, now);
    schedule_ask();
  }

  void rest(Player player) {
    connections_[player].stage = Stage::idle;
    completions_.clear(player);
  }

  /// The server's connection of `player` is gone.
  void disconnect(Player player, const Request& request, double now) {
    connections_[player].connected = false;
    connections_[player].queries = 0;
    count_open(-1, now);
    note(Kind::closed, now, request);
  }

  void wait(const Request& request) {
    waiting_.join(request);
    if (waiting_.count() == 1) schedule_interrupt();
  }

  /// The first in line looks at what became idle now: a turn of the loop later, or at once where there is
  /// none.
  void wake(std::uint32_t instance, double now) {
    const auto ticket = waiting_.call(instance);
    if (!ticket) return;
    if (plan_.loop_turn.seconds == 0) return rules().take(instance, out_of_line(*ticket), now);
    waiting_.wake(*ticket, now + plan_.loop_turn.seconds);
    schedule_interrupt();
  }

  /// The first in line where a connection goes from hand to hand: without a turn of the loop, nothing is idle
  /// while somebody waits.
  std::optional<Request> next_in_line(std::uint32_t instance) {
    if (plan_.loop_turn.seconds > 0) return std::nullopt;
    const auto ticket = waiting_.call(instance);
    return ticket ? std::optional(out_of_line(*ticket)) : std::nullopt;
  }

  void note(Kind kind, double now, const Request& request) {
    if constexpr (Probe::watches) {
      probe_.see({.at = Duration{now},
                  .kind = kind,
                  .request = request.number,
                  .instance = static_cast<Count>(request.instance),
                  .waiting = waiting_.count(),
                  .busy = busy_,
                  .open = open_.now()},
                 request);
    }
  }

  const Server& server() const { return server_; }
  /// So many more of the server's connections are this pool's.
  void count_open(Count more, double now) {
    server_.change(more);
    open_.change(more, now, tally_.counts);
  }

  /// When the rules want to be called by expire().
  void expire_at(double time) {
    expiry_ = time;
    schedule_interrupt();
  }

 private:
  void finish_shared(double now) {
    const Player player = processors_.finish();
    const Request& request = connections_[player].request;
    end_by(rules().deadline(request), player, Stage::connecting, now + request.connect.rest);
    schedule_interrupt();
  }

  /// `stage` of `player` ends at `end`, or its request gives up before.
  void end_by(double deadline, Player player, Stage stage, double end) {
    connections_[player].stage = end > deadline ? Stage::gave_up : stage;
    completions_.set(player, std::min(end, deadline));
  }

  Rules& rules() { return static_cast<Rules&>(*this); }

  Request out_of_line(Waiting::Ticket ticket) {
    const Request request = waiting_.leave(ticket);
    schedule_interrupt();
    return request;
  }

  double deadline() { return waiting_.earliest_asked() + rules().timeout(); }

  void schedule_interrupt() {
    interrupt_ = std::min({waiting_.next_look(), deadline(), expiry_, processors_.time()});
  }

  void schedule_ask() {
    if (is_over_) return;
    ask_ = users_ ? users_->next_ask() : requests_.next_asked();
  }

  void complete(Player player, double now) {
    now_ = now;
    switch (connections_[player].stage) {
      case Stage::held:
        --busy_;
        note(Kind::gave_back, now, connections_[player].request);
        return rules().came_back(player, now);
      case Stage::connecting:
        return begin(player, now, true);
      case Stage::turned_away:
        return rules().turned_away(player, now);
      case Stage::gave_up:
        processors_.leave(connections_[player].request.instance, player, now);
        schedule_interrupt();
        return rules().gave_up(player, now);
      case Stage::closing:
      case Stage::replacing:
        return end_close(player, now);
      case Stage::idle:
        break;
    }
  }

  void end_close(Player player, double now) {
    disconnect(player, connections_[player].request, now);
    connections_[player].stage == Stage::replacing ? connect(player, now) : rules().closed(player, now);
  }

  void interrupt(double now) {
    now_ = now;
    if (processors_.time() == now) return finish_shared(now);
    if (waiting_.next_look() == now) return look(now);
    if (deadline() == now) return run_out(now);
    rules().expire(now);
  }

  void look(double now) {
    const Waiting::Ticket ticket = waiting_.take_look();
    if (waiting_.holds(ticket)) {
      const std::uint32_t instance = waiting_.request(ticket).instance;
      if (rules().has_idle(instance)) {
        rules().take(instance, out_of_line(ticket), now);
      } else {
        const Request& request = waiting_.request(ticket);
        if (waiting_.rejoin(ticket) && course_.counts(request.number)) ++tally_.counts.overtaken;
        note(Kind::overtaken, now, request);
      }
    }
    schedule_interrupt();
  }

  void run_out(double now) {
    const Waiting::Ticket ticket = waiting_.earliest();
    const bool was_woken = waiting_.is_woken(ticket);
    const Request request = out_of_line(ticket);
    // asyncio.Queue.get passes the call on that it cannot take (CPython 3.11, Lib/asyncio/queues.py).
    if (was_woken && rules().has_idle(request.instance)) wake(request.instance, now);
    rules().give_up(request, now);
  }

  void ask() {
    const double now = now_ = ask_;
    const Request request = next_request(now);
    if (course_.counts(request.number)) ++tally_.counts.asked;
    schedule_ask();
    note(Kind::asked, now, request);
    rules().ask(request, now);
  }

  Request next_request(double now) {
    if (users_) requests_.next_asked();  // fills the next block
    Request request = requests_.next();
    request.number = course_.take_number();
    if (users_) {
      request.asked = now;
      request.user = users_->ask();
    }
    return request;
  }

  Requests requests_;
  std::optional<Users> users_;
  const SimulationPlan& plan_;
  Server& server_;
  Course& course_;
  Probe& probe_;
  Tally tally_;

  Tournament completions_;
  std::vector<Connection> connections_;
  ConnectProcessors processors_;
  Waiting waiting_;

  double now_ = 0;
  double ask_ = never;
  double interrupt_ = never;
  double expiry_ = never;
  bool is_over_ = false;

  OpenCount open_;
  Count busy_ = 0;
};

}  // namespace poolsize
