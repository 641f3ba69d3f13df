#include "words.hpp"

#include <array>

namespace poolsize::render {
namespace {

constexpr std::array word_table{
    Word{"request", "A unit of work that takes one connection from a pool, holds it, and gives it back."},
    Word{"arrival rate",
         "λ, --rps: requests per second that come to one pool, or to all instances together where the "
         "text says so."},
    Word{"hold time",
         "From the moment a request has its connection until it is back in the pool. Work done with the "
         "connection checked out counts, even if the database is idle meanwhile: an HTTP call inside a "
         "transaction makes the hold time as long as that call."},
    Word{"wait",
         "From asking the pool for a connection until having it: the queue, and for the request that opens a "
         "connection the connect too."},
    Word{"offered load",
         "a = λ × mean hold time, in erlangs: the mean number of busy connections if nobody gives up "
         "(Little's law). 100 requests per second that hold for 100 ms are 10 erlangs."},
    Word{"capacity",
         "c: the most connections a pool may hold. pool_size + max_overflow for SQLAlchemy, max_size for "
         "asyncpg."},
    Word{"utilisation",
         "ρ = a / c. Waits grow without bound as it nears 1, and long before that in the tail."},
    Word{
        "churn",
        "Connections opened (and closed) per second because demand moves across pool_size: SQLAlchemy closes "
        "a returned connection when pool_size are idle already, and must open one again at the next peak."},
    Word{
        "instance",
        "A process with its own pools: replicas × worker processes. Four pods with two gunicorn workers each "
        "are eight instances."},
    Word{"engine",
         "A SQLAlchemy engine: one for each database that a process talks to, each with a pool of its own."},
    Word{"surge",
         "Instances that run beside the old ones while a rollout is under way. They need connections too."},
    Word{"demand",
         "What the server may be asked for: the sum over all pools of capacity × engines × (instances + "
         "surge)."},
    Word{
        "budget",
        "What the server can give: max_connections − superuser_reserved_connections − reserved_connections − "
        "other clients."},
    Word{"goal",
         "What must hold: at the chosen percentile the wait is at most --max-wait (p99 ≤ 100 ms by default), "
         "and "
         "at most --max-timeouts of the requests time out (0.1 % by default)."},
    Word{"finding", "One thing wrong or doubtful: rule, severity, place, message, cure."},
};

}  // namespace

std::span<const Word> words() { return word_table; }

}  // namespace poolsize::render
