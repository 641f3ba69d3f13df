// Whether those who may hold a connection at once can all have one.
#include "cures.hpp"
#include "families.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace poolsize {
namespace {

constexpr Rule pool_below_threads{
    .id = "pool-below-threads",
    .severity = Severity::warning,
    .title = "the capacity is below --app-threads, which may each hold a connection",
    .needs = {Need::app_threads},
    .why =
        "Where a connection is held for as long as the request runs, as FastAPI's dependencies with yield "
        "do, "
        "every thread or task of the application may hold one at the same time. With fewer connections than "
        "threads the others wait although they have a thread, and where the cleanup that gives a connection "
        "back needs a thread too, nothing moves until pool_timeout: 100 concurrent requests, 40 threads and "
        "15 connections are enough. AnyIO runs 40 threads by default.",
    .cure = "Give the pool as many connections as there are threads, or limit the threads.",
    .sources = {"fastapi/full-stack-fastapi-template #104: 15 connections for 40 threads lock up",
                "fastapi/fastapi #3205: pool of 10, the 11th request stops everything",
                "anyio.readthedocs.io, Working with threads: 40 by default"},
    .check =
        [](const Subject& subject) {
          const Count threads = *subject.input().app_threads;
          Remarks remarks;
          for (const Pool& pool : subject.pools()) {
            if (!pool.capacity || *pool.capacity >= threads) continue;
            remarks.push_back(
                {.about = pool.about,
                 .message = fmt::format("{} has {} connections for {} threads that may each hold one, so "
                                        "that {} may have to wait",
                                        pool.name, *pool.capacity, threads, threads - *pool.capacity),
                 .cure = capacity_cure(subject, pool.kind, threads)});
          }
          return remarks;
        },
};

constexpr Rule nested_checkout_deadlock{
    .id = "nested-checkout-deadlock",
    .severity = Severity::error,
    .title = "the capacity is below threads × (checkouts per request − 1) + 1",
    .needs = {Need::app_threads, Need::checkouts},
    .why =
        "A request that holds one connection and asks for another can wait for a request that does the same. "
        "When every connection is held by a request that lacks its next one, none of them ever finishes: "
        "they "
        "all fail after pool_timeout, at any load that once brings them together. With "
        "threads × (checkouts − 1) + 1 connections at least one request has all of its own and the others "
        "follow. The usual causes are two dependencies with a session each, and a helper that opens a "
        "session "
        "while its caller has one.",
    .cure = "Pass one connection on instead of taking a second one; until then raise the capacity.",
    .sources = {"github.com/brettwooldridge/HikariCP/wiki, About Pool Sizing: pool-locking",
                "nsidnev/fastapi-realworld-example-app #64: two dependencies, two connections",
                "brettwooldridge/HikariCP #442, #1109"},
    .check =
        [](const Subject& subject) {
          const Count threads = *subject.input().app_threads;
          const Count checkouts = *subject.input().checkouts_per_request;
          const Count least = threads * (checkouts - 1) + 1;
          Remarks remarks;
          for (const Pool& pool : subject.pools()) {
            if (!pool.capacity || *pool.capacity >= least) continue;
            remarks.push_back({.about = pool.about,
                               .message = fmt::format("{} threads that each take {} connections can deadlock "
                                                      "on the {} connections of {}: each "
                                                      "holds some and waits for the next",
                                                      threads, checkouts, *pool.capacity, pool.name),
                               .cure = fmt::format("{}, or take one connection per request",
                                                   capacity_cure(subject, pool.kind, least))});
          }
          return remarks;
        },
};

constexpr std::array family{pool_below_threads, nested_checkout_deadlock};
static_assert(well_formed(family));

}  // namespace

std::span<const Rule> concurrency_rules() { return family; }

}  // namespace poolsize
