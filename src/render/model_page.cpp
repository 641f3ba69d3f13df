#include "model_page.hpp"

namespace poolsize::render {
namespace {

// Printed by build/release/bench/hold_times, a part of ./dev bench.
constexpr const char* errors =
    R"(  Largest errors over 1 to 100 servers; utilisation 0.3 to 0.9, with time-outs 0.6 to 2
  holds           scv arrivals  timeout   P(wait)        mean       p99  timeouts
  exponential       1        1        -    0.0029       0.6 %     2.5 %    0.0000
  deterministic     0        1        -    0.0028       1.8 %     4.5 %    0.0000
  lognormal      0.25        1        -    0.0125       2.3 %     5.7 %    0.0000
  lognormal       0.5        1        -    0.0111       4.6 %     6.2 %    0.0000
  lognormal         1        1        -    0.0054      11.9 %    10.5 %    0.0000
  lognormal         2        1        -    0.0074       3.1 %    10.5 %    0.0000
  lognormal         4        1        -    0.0042       4.3 %    10.0 %    0.0000
  lognormal        10        1        -    0.0075           -         -    0.0000
  gamma          0.25        1        -    0.0090       4.3 %     5.2 %    0.0000
  gamma           0.5        1        -    0.0057       0.8 %     2.4 %    0.0000
  gamma             1        1        -    0.0019       1.5 %     2.0 %    0.0000
  gamma             2        1        -    0.0166       4.8 %     7.1 %    0.0000
  gamma             4        1        -    0.0162       1.1 %     3.2 %    0.0000
  gamma            10        1        -    0.0093       2.1 %     4.7 %    0.0000
  deterministic     0        1        1    0.0338       9.5 %     1.6 %    0.0224
  lognormal       0.5        1        1    0.0113       3.1 %     4.8 %    0.0088
  lognormal         2        1        1    0.0639      17.3 %     1.3 %    0.0379
  lognormal         4        1        1    0.1326      32.8 %     1.9 %    0.0612
  exponential       1     0.25        -    0.1918     242.9 %    80.0 %    0.0000
  exponential       1        4        -    0.3462      87.2 %    70.5 %    0.0000
  lognormal         2     0.25        -    0.1756           -         -    0.0000
  lognormal         2        4        -    0.3450      87.9 %    75.1 %    0.0000
)";

}  // namespace

std::string model_page() {
  return std::string(
             "How waits are predicted\n\n"
             "Exact, whatever the utilisation:\n"
             "  M/M/c, M/M/c+D  Poisson arrivals, exponential holds; D is pool_timeout\n"
             "  M/M/c//N        N users who think, ask, hold and think again\n"
             "  GI/G/\u221e          no limit, so nobody waits\n"
             "  pool_timeout 0  Erlang B, for any hold times\n\n"
             "Approximate, made of exact queues:\n"
             "  M/G/c, scv > 1  two exponential classes with the same mean and scv and the same\n"
             "                  chance that two servers stay busy, solved exactly up to 100\n"
             "                  connections; more scale as in the limit of many\n"
             "  M/G/c, scv < 1  percentiles between those of equal and of exponential holds\n"
             "  +D              requests that would wait for longer than D are taken out\n"
             "  GI/G/c          waits times (arrivals' scv + holds' scv) / (1 + holds' scv)\n\n"
             "The errors against a simulation. Of P(wait) and of the share that times out they\n"
             "are differences, of mean and p99 relative, where the mean is above a thousandth\n"
             "and the p99 above a tenth of a hold, and where the simulation knows its mean to\n"
             "2 % (one standard error). Its own spread is in them: see the first row, whose\n"
             "prediction is exact. The timeout is in mean holds.\n\n") +
         errors;
}

}  // namespace poolsize::render
