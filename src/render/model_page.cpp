#include "model_page.hpp"

namespace poolsize::render {
namespace {

// Printed by build/release/bench/hold_times, a part of ./dev bench.
constexpr const char* errors = R"(  row 1
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
             "are differences, of mean and p99 relative, where the mean is above a thousandth and\n"
             "the p99 above a tenth of a hold, and where the simulation knows its mean to 2 %\n"
             "(one standard error). Its own spread is in them: see the first row, whose\n"
             "prediction is exact.\n\n") +
         errors;
}

}  // namespace poolsize::render
