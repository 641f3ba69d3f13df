#include "settings_table.hpp"

#include "figures.hpp"
#include "layout.hpp"
#include "prediction_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace poolsize::render {
namespace {

std::string short_size(const SimulatedPool& pool) {
  if (const auto* queue = std::get_if<SimulatedSqlalchemy>(&pool)) {
    return queue->settings.unlimited()
               ? "no limit"
               : fmt::format("{} + {}", queue->settings.pool_size, queue->settings.max_overflow);
  }
  return fmt::format("{}", std::get<SimulatedAsyncpg>(pool).settings.max_size);
}

constexpr std::size_t longest_name = 12;

/// A name that is too long has a line for itself.
std::string line_of(std::string_view name, const PlayedPool& pool) {
  const Simulation& played = pool.simulation;
  std::string line = width_of(name) > longest_name
                         ? fmt::format("  {}\n  {}", name, std::string(longest_name, ' '))
                         : "  " + left(name, longest_name);
  line += right(short_size(pool.plan.pool), 10);
  if (played.requests == 0) return line + right("stopped", 9) + '\n';
  line += right(percent(played.wait_probability.value), 9);
  if (played.served) {
    const Estimate<Duration>& p99 = played.served->p99;
    line += right(to_string(played.served->mean.value), 9) + right(to_string(p99.value), 9) +
            right(interval_text({p99.value.seconds, p99.low.seconds, p99.high.seconds},
                                [](double seconds) { return to_string(Duration{seconds}); }),
                  20);
  } else {
    line += right("nobody was served", 38);
  }
  return line + right(percent(played.timeout_probability.value + played.refused_probability.value), 9) + '\n';
}

struct Compared {
  std::string_view name;
  Figure figure;
  std::string (*show)(double);
};
constexpr std::array compared{
    Compared{"mean wait", Figure::served_mean, [](double x) { return to_string(Duration{x}); }},
    Compared{"p99 of the waits", Figure::served_p99, [](double x) { return to_string(Duration{x}); }},
    Compared{"time-outs", Figure::timeout_probability, [](double x) { return percent(x); }},
    Compared{"told \"too many clients\"", Figure::refused_probability, [](double x) { return percent(x); }},
    Compared{"connections opened per second", Figure::opened, [](double x) { return rounded(x); }},
};

std::string with_sign(double value, const Compared& figure) {
  return fmt::format("{}{}", value < 0 ? "−" : "+", figure.show(std::abs(value)));
}

std::string differences(const PlayedPool& first, const PlayedPool& other) {
  std::string text;
  for (const Compared& figure : compared) {
    const Estimate<double> more = difference(first.simulation, other.simulation, figure.figure);
    if (!std::isfinite(more.value) || (more.value == 0 && more.low == more.high)) continue;
    const bool is_certain = more.low > 0 || more.high < 0;
    text += "    " + left(figure.name, 30) + right(with_sign(more.value, figure), 12);
    if (!std::isfinite(more.low) || !std::isfinite(more.high)) {
      text += "   one run: not known how sure\n";
    } else {
      text += fmt::format("   {} … {}{}\n", with_sign(more.low, figure), with_sign(more.high, figure),
                          is_certain ? "" : "  (may be chance)");
    }
  }
  return text.empty() ? "    no difference\n" : text;
}

const PlayedPool* same_pool(const PlayedSettings& settings, const PlayedPool& like) {
  const auto found = std::ranges::find(settings.pools, like.key(), &PlayedPool::key);
  return found == settings.pools.end() || found->simulation.requests == 0 || found->simulation.partial
             ? nullptr
             : &*found;
}

std::string first_that_meets(const Played& played, const PlayedPool& pool) {
  const auto meets = std::ranges::find_if(played.variants, [&](const PlayedSettings& settings) {
    const PlayedPool* one = same_pool(settings, pool);
    return one != nullptr && one->simulation.over_goal.high <= 1 - played.goal.percentile &&
           one->simulation.timeout_probability.high <= played.goal.max_timeouts;
  });
  const std::string goal = goal_text(played.goal);
  return wrapped(meets == played.variants.end()
                     ? fmt::format("  None of them meets the goal for certain: {}.", goal)
                     : fmt::format("  The first that meets the goal, {}, is {}.", goal, meets->name),
                 "", 2);
}

/// Of each other variant with the first.
std::string comparisons(const Played& played, const PlayedPool& pool) {
  const PlayedSettings& first = played.variants.front();
  std::string text;
  for (const PlayedSettings& settings : played.variants) {
    const PlayedPool* base = same_pool(first, pool);
    const PlayedPool* other = same_pool(settings, pool);
    if (&settings == &first || base == nullptr || other == nullptr) continue;
    text += fmt::format("  {} against {}, the same requests:\n", settings.name, first.name);
    text += differences(*base, *other);
  }
  return text;
}

}  // namespace

std::string settings_table(const Played& played) {
  std::string text;
  const PlayedSettings& first = played.variants.front();
  for (const PlayedPool& pool : first.pools) {
    if (!text.empty()) text += '\n';
    text += fmt::format("{}, {} requests each in {} runs, seed {}\n", pool.name(), pool.simulation.requests,
                        pool.simulation.replications, pool.simulation.seed);
    text += "  " + left("", longest_name) + right("size", 10) + right("wait", 9) + right("mean", 9) +
            right("p99", 9) + right("95 % interval", 20) +
            right(pool.plan.instances.server_limit ? "fail" : "time out", 9) + '\n';
    for (const PlayedSettings& settings : played.variants) {
      const auto found = std::ranges::find(settings.pools, pool.key(), &PlayedPool::key);
      if (found != settings.pools.end()) text += line_of(played.swept ? "" : settings.name, *found);
    }
    text += played.swept ? first_that_meets(played, pool) : comparisons(played, pool);
  }
  return text;
}

}  // namespace poolsize::render
