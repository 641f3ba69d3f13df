#include "session_checkouts.hpp"

#include <poolsize/checkouts.hpp>

#include <iterator>
#include <list>
#include <string>
#include <unordered_map>

namespace poolsize {
namespace {

/// A pool asks for its next connection sooner, or the request before has ended.
constexpr Duration patience{60};
/// What is known of a session that was silent for longer is little use.
constexpr Duration memory{3600};
/// More than a server has: they are those of short connections.
constexpr std::size_t most_sessions = 100'000;

}  // namespace

/// All sessions, those that were seen last in front.
class Checkouts::Sessions {
 public:
  explicit Sessions(Sink sink) : sink_(std::move(sink)) {}

  SessionCheckouts& at(std::string_view name, Duration now) {
    release(now);
    const auto found = places_.find(std::string(name));
    if (found == places_.end()) {
      active_.push_front({.name = std::string(name), .seen = now, .is_quiet = false, .checkouts = {}});
      places_.emplace(name, active_.begin());
    } else {
      const Place place = found->second;
      active_.splice(active_.begin(), list_of(*place), place);
      place->is_quiet = false;
      place->seen = now;
    }
    return active_.front().checkouts;
  }

  void forget(std::string_view name) {
    if (const auto found = places_.find(std::string(name)); found != places_.end()) erase(found->second);
  }

  void finish() {
    for (List* list : {&quiet_, &active_}) {
      list->reverse();
      for (Session& session : *list) {
        session.checkouts.flush(sink_);
        if (session.checkouts.is_at_work()) ++losses_.unfinished;
      }
    }
    places_.clear();
    active_.clear();
    quiet_.clear();
  }

  const Sink& sink() const { return sink_; }

  CheckoutLosses& losses() { return losses_; }

 private:
  struct Session {
    std::string name;
    Duration seen;
    bool is_quiet;
    SessionCheckouts checkouts;
  };
  using List = std::list<Session>;
  using Place = List::iterator;

  List& list_of(const Session& session) { return session.is_quiet ? quiet_ : active_; }

  void erase(Place place) {
    places_.erase(place->name);
    list_of(*place).erase(place);
  }

  /// Those that were silent for long enough.
  void release(Duration now) {
    while (!active_.empty() && active_.back().seen + patience < now) {
      const auto last = std::prev(active_.end());
      last->checkouts.flush(sink_);
      last->is_quiet = true;
      quiet_.splice(quiet_.begin(), active_, last);
    }
    if (quiet_.empty()) return;
    const auto oldest = std::prev(quiet_.end());
    const bool is_at_work = oldest->checkouts.is_at_work();
    if (places_.size() > most_sessions || (oldest->seen + memory < now && !is_at_work)) {
      if (is_at_work) ++losses_.unfinished;
      erase(oldest);
    } else if (is_at_work) {
      quiet_.splice(quiet_.begin(), quiet_, oldest);  // whoever is behind it has its turn next
    }
  }

  Sink sink_;
  List active_;
  List quiet_;
  CheckoutLosses losses_;
  std::unordered_map<std::string, Place> places_;
};

Checkouts::Checkouts(Sink sink) : sessions_(std::make_unique<Sessions>(std::move(sink))) {}

Checkouts::~Checkouts() = default;

void Checkouts::see(std::string_view session, const SeenStatement& statement) {
  if (!sessions_->at(session, statement.end).see(statement, sessions_->sink())) ++sessions_->losses().cut_off;
}

void Checkouts::see_failure(std::string_view session, Duration at) {
  if (!sessions_->at(session, at).see_failure(at)) ++sessions_->losses().failed;
}

void Checkouts::see_end(std::string_view session, Duration at) {
  sessions_->at(session, at).see_end(at, sessions_->sink());
  sessions_->forget(session);
}

void Checkouts::finish() { sessions_->finish(); }

const CheckoutLosses& Checkouts::losses() const { return sessions_->losses(); }

}  // namespace poolsize
