// What one answer of the exact models costs, in nanoseconds and beside the plain recurrence of Erlang B at
// 10^4 servers in the same run, so that the ratios mean the same on every machine.
#include <poolsize/churn.hpp>
#include <poolsize/erlang.hpp>
#include <poolsize/fit.hpp>
#include <poolsize/patience.hpp>
#include <poolsize/population.hpp>
#include <poolsize/prediction.hpp>
#include <poolsize/smallest.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

/// What is computed ends up here, or the compiler would leave it out.
volatile double sink;

/// The best of five rounds of at least 20 ms, per call. `answer` is called with a number that is never the
/// same twice.
template <typename Answer>
double nanoseconds(Answer answer) {
  using Clock = std::chrono::steady_clock;
  using Nanoseconds = std::chrono::duration<double, std::nano>;
  double best = std::numeric_limits<double>::infinity();
  double step = 0;
  for (int round = 0; round < 5; ++round) {
    int calls = 0;
    const auto start = Clock::now();
    Nanoseconds spent{};
    for (; spent < Nanoseconds(20e6); spent = Clock::now() - start) {
      // A batch between two looks at the clock, but no more of those that take long.
      const int batch = calls == 0 ? 1 : 16;
      for (int i = 0; i < batch; ++i) sink = answer(step += 1e-9);
      calls += batch;
    }
    best = std::min(best, spent.count() / calls);
  }
  return best;
}

double plain_recurrence(Count servers, double erlangs) {
  double blocked = 1;
  for (Count k = 1; k <= servers; ++k)
    blocked = erlangs * blocked / (static_cast<double>(k) + erlangs * blocked);
  return blocked;
}

/// 90 % utilisation, or what 20 standard deviations leave free where that is less room.
Load busy_load(Count servers) {
  const auto c = static_cast<double>(servers);
  return {std::max(0.9 * c, c - 20 * std::sqrt(c))};
}

Workload traffic(double erlangs) { return {.rate = Load{erlangs} / 100_ms, .hold = Exponential{100_ms}}; }

/// The most that `answer` takes of so many connections to keep and so much load, the least of ten batches of
/// 16 calls of each. The loads are shares of the capacity, or some standard deviations below it; what is
/// kept, shares of it or powers.
template <typename Answer>
double slowest(Count servers, Answer answer) {
  using Clock = std::chrono::steady_clock;
  const auto c = static_cast<double>(servers);
  double slowest = 0;
  for (int i = 0; i < 20; ++i) {
    const double erlangs =
        i < 10 ? c * (0.3 + 0.068 * i) : std::max(0.1 * c, c - 2 * (i - 10) * std::sqrt(c));
    for (int j = 0; j < 20; ++j) {
      const double share = (j % 10 + 0.5) / 10;
      const auto kept = std::clamp<Count>(
          static_cast<Count>(j < 10 ? 0.95 * c * share : std::pow(0.9 * c, share)), 1, servers - 1);
      auto best = Clock::duration::max();
      for (int batch = 0; batch < 10; ++batch) {
        const auto start = Clock::now();
        for (int call = 0; call < 16; ++call) sink = answer(kept, erlangs + 1e-9 * call);
        best = std::min(best, Clock::now() - start);
      }
      slowest = std::max(slowest, std::chrono::duration<double, std::nano>(best).count() / 16);
    }
  }
  return slowest;
}

void line(const char* name, Count servers, double ns, double reference) {
  fmt::print("{:<32} {:>12} {:>14.0f} {:>12.4f}\n", name, servers, ns, ns / reference);
}

}  // namespace

int main() {
  constexpr Count reference_servers = 10'000;
  const double reference = nanoseconds([](double step) {
    return plain_recurrence(reference_servers, busy_load(reference_servers).erlangs + step);
  });
  fmt::print("{:<32} {:>12} {:>14} {:>12}\n", "", "servers", "ns per call", "ratio");
  line("plain recurrence of Erlang B", reference_servers, reference, reference);
  for (const Count servers : {10, 50, 10'000, 1'000'000'000}) {
    const Load load = busy_load(servers);
    const auto at = [&](double step) { return Load{load.erlangs + step}; };
    line("erlang_c", servers, nanoseconds([&](double step) { return *erlang_c(servers, at(step)); }),
         reference);
    line("M/M/c+D: solved, six answers", servers, nanoseconds([&](double step) {
           const auto queue = timed_queue(servers, at(step), 100_ms, 30_s);
           return late_probability(*queue, 100_ms) + served_mean_wait(*queue).seconds +
                  served_wait_quantile(*queue, 0.5).seconds + served_wait_quantile(*queue, 0.95).seconds +
                  served_wait_quantile(*queue, 0.99).seconds + mean_busy(*queue);
         }),
         reference);
    line("smallest servers for a wait", servers, nanoseconds([&](double step) {
           return static_cast<double>(smallest_for_wait(at(step), 100_ms, 0.99, 20_ms).value_or(0));
         }),
         reference);
  }
  // A whole prediction, all of whose figures are computed.
  const auto predicted = [&](Count servers, double step, const Distribution& hold, Duration patience) {
    AsyncpgSettings settings;
    settings.max_size = servers;
    const Workload workload{.rate = Load{busy_load(servers).erlangs + step} / mean(hold), .hold = hold};
    return predict(settings, workload, {}, {}, patience).wait->p99.seconds;
  };
  // Whatever the capacity; SQLAlchemy with a third kept open. What connections come and go is extra.
  for (const Count servers : {10, 100, 300, 1'000, 10'000, 1'000'000, 1'000'000'000}) {
    const auto both = [&](const char* sqlalchemy, const char* asyncpg, Detail detail) {
      const auto workload = [&](double step) { return traffic(busy_load(servers).erlangs + step); };
      const SqlalchemySettings kept{.pool_size = servers / 3, .max_overflow = servers - servers / 3};
      AsyncpgSettings lazy;
      lazy.max_size = servers;
      line(sqlalchemy, servers, nanoseconds([&](double step) {
             return predict(kept, workload(step), {}, {}, detail).wait->p99.seconds;
           }),
           reference);
      line(asyncpg, servers, nanoseconds([&](double step) {
             return predict(lazy, workload(step), {}, {}, {}, detail).wait->p99.seconds;
           }),
           reference);
    };
    both("waits, SQLAlchemy", "waits, asyncpg", Detail::waits);
    both("and connections, SQLAlchemy", "and connections, asyncpg", Detail::everything);
    line("slowest split, SQLAlchemy", servers,
         slowest(servers,
                 [&](Count kept, double erlangs) {
                   const SqlalchemySettings split{.pool_size = kept, .max_overflow = servers - kept};
                   return *predict(split, traffic(erlangs), {}).connections.mean;
                 }),
         reference);
    line("slowest split, asyncpg", servers,
         slowest(servers,
                 [&](Count kept, double erlangs) {
                   AsyncpgSettings split;
                   split.min_size = kept;
                   split.max_size = servers;
                   return *predict(split, traffic(erlangs), {}).connections.mean;
                 }),
         reference);
  }
  for (const Count servers : {5, 15, 50, 100, 1'000'000'000}) {
    const auto whole = [&](const char* name, const Distribution& hold, Duration patience) {
      line(name, servers, nanoseconds([&](double step) { return predicted(servers, step, hold, patience); }),
           reference);
    };
    whole("prediction, lognormal cv 2", lognormal_from(100_ms, 2), 30_s);
    whole("prediction, lognormal cv 0.5", lognormal_from(100_ms, 0.5), 30_s);
  }
  for (const Count servers : {10, 10'000, 1'000'000}) {
    line("users: solved, and a quantile", servers, nanoseconds([&](double step) {
           const Duration think = 900_ms + Duration{step};
           return wait_quantile(closed_queue(10 * servers, servers, think, 100_ms), 0.99).seconds;
         }),
         reference);
  }
  for (const Count capacity :
       {Count{15}, Count{1'000}, Count{10'000}, Count{1'000'000}, Count{1'000'000'000}}) {
    line("churn, a third kept", capacity, nanoseconds([&](double step) {
           const auto result =
               churn(capacity / 3, capacity - capacity / 3, {0.6 * static_cast<double>(capacity) + step}, 0);
           return result.opened_per_request;
         }),
         reference);
  }
}
