#include "model_page.hpp"

#include "model_errors.hpp"

namespace poolsize::render {

std::string model_page() {
  return std::string(
             "How waits are predicted\n\n"
             "Exact, for Poisson arrivals:\n"
             "  M/M/c, M/M/c+D  exponential holds; D is pool_timeout\n"
             "  M/M/c//N        N users who think, ask, hold and think again\n"
             "  M/G/1, M/G/1+D  one connection and any hold times, below saturation\n"
             "  M/D/c           equal holds, no timeout, up to 100 connections\n"
             "  two classes     of exponential holds, with and without a timeout, up to 100\n"
             "                  connections\n"
             "  GI/G/\u221e          no limit, so nobody waits; any arrivals\n"
             "  pool_timeout 0  Erlang B, for any hold times\n\n"
             "Approximate, made of exact queues:\n"
             "  M/G/c, M/G/c+D  between equal holds and two exponential classes, with the scv of\n"
             "                  the holds and as long until the first of the busy connections is\n"
             "                  free; more than 100 connections scale as in the limit of many\n"
             "  GI/G/c          changed by what the same gaps do to exponential holds (GI/M/c);\n"
             "                  the gaps are known by their scv alone: below 1 they are taken as\n"
             "                  gamma distributed, above 1 as of two exponential classes\n\n"
             "The largest errors against a simulation, over 1 to 100 connections at a utilisation\n"
             "of 0.3 to 0.95 (with time-outs 0.6 to 1.2, with gaps of another scv than 1 up to\n"
             "0.9). Of P(wait) and of the share that times out they are differences, of mean and\n"
             "p99 relative, where the mean is above a thousandth and the p99 above a tenth of a\n"
             "hold, and where the simulation knows them to 2 % (one standard error). Its own\n"
             "spread is in them: see the rows of equal and of exponential holds, whose predictions\n"
             "are exact. The timeout is in mean holds.\n\n") +
         model_errors;
}

}  // namespace poolsize::render
