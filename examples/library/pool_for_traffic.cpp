// The settings of both pools for some traffic, and what they will do to it.
// With pkg-config: c++ -std=c++20 pool_for_traffic.cpp $(pkg-config --cflags --libs poolsize)
#include <poolsize/recommendation.hpp>

#include <iostream>

int main() {
  using namespace poolsize::literals;
  const poolsize::Workload traffic{.rate = 100_per_s, .hold = poolsize::Exponential{100_ms}};
  const poolsize::Recommendation answer = poolsize::recommend({
      .workloads = poolsize::Workloads{.sqlalchemy = traffic, .asyncpg = traffic},
      .deployment = {.instances = 2},
      .server = poolsize::ServerLimits{.max_connections = 100},
  });

  for (const poolsize::Setting& setting : poolsize::settings_table)
    std::cout << setting.name << " = " << value_of(setting, answer.settings) << '\n';
  std::cout << "p99 of the waits: " << to_string(answer.prediction.sqlalchemy->wait->p99) << '\n'
            << "connections: " << *answer.budget->demand << " of " << answer.budget->available << '\n';
  return answer.fits() ? 0 : 1;
}
