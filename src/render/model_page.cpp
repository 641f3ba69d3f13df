#include "model_page.hpp"

#include "model_errors.hpp"

namespace poolsize::render {

std::string model_page() {
  return std::string(
             "How waits are predicted\n\n"
             "Exact, for Poisson arrivals:\n"
             "  M/M/c, M/M/c+D  exponential holds; D is pool_timeout (Erlang 1917; Baccelli and\n"
             "                  H\u00e9buterne 1981, Zeltyn and Mandelbaum 2005)\n"
             "  M/M/c//N        N users who think, ask, hold and think again (machine repair)\n"
             "  M/G/1, M/G/1+D  one connection and any hold times, to the grid of its numbers; in\n"
             "                  overload up to a timeout of 400 times the gap between requests\n"
             "                  (Pollaczek 1930, Khinchine 1932, level crossing: Brill 2008)\n"
             "  M/D/c           equal holds, no timeout, up to 100 connections (Spitzer 1956,\n"
             "                  Franx 2001)\n"
             "  M/H/c, M/H/c+D  holds that are a mixture of exponential classes (--mix): two up to\n"
             "                  100 connections, three up to 15, four up to 7, five up to 5; by\n"
             "                  their spectrum (Neuts 1981, Baccelli and H\u00e9buterne 1981)\n"
             "  GI/G/\u221e          no limit, so nobody waits; any arrivals\n"
             "  pool_timeout 0  Erlang B, for any hold times (Sevastyanov 1957)\n"
             "  churn           what SQLAlchemy opens and closes around pool_size, exponential\n"
             "                  holds: the chain of busy and open connections, in closed form;\n"
             "                  above 150 connections to a relative 1e-6, in constant time\n\n"
             "Approximate, made of exact queues:\n"
             "  M/G/c, M/G/c+D  few connections, and holds that vary more than exponential ones:\n"
             "                  three to five exponential classes with the mean and scv of the\n"
             "                  holds and their stationary excess (Feldmann and Whitt 1998). Else\n"
             "                  between equal holds and two exponential classes, with the scv of\n"
             "                  the holds and as long until the first of the busy connections is\n"
             "                  free (Boxma, Cohen and Huffels 1979; Tijms 2003); more than 100\n"
             "                  connections scale as in the limit of many (Halfin, Whitt 1981)\n"
             "  M/D/c+D         between the rejection of those who would wait too long (de Kok,\n"
             "                  Tijms 1985) and exponential holds on a time scale of their own;\n"
             "                  in overload the latter alone\n"
             "  GI/G/c          the gaps are known by their scv alone: below 1 they are taken as\n"
             "                  gamma distributed, above 1 as of two exponential classes. So exact\n"
             "                  without timeout: exponential holds (GI/M/c, Tak\u00e1cs 1962), equal\n"
             "                  holds and one connection (largest sum of a random walk, Lindley\n"
             "                  1952, Feller 1971). Else changed by what the same gaps do to\n"
             "                  exponential holds (Whitt 1993), by as much as one connection\n"
             "                  shows, and by what that misses there\n"
             "  --connect-time  who opens a connection keeps its place longer; who comes while all\n"
             "                  are taken opens none, and waits as if nobody did\n"
             "  --connect-      connects that come at once: M/D/1 processor sharing (Ott 1984), fed\n"
             "  shared          by as many as open within such a time after another has, when\n"
             "                  hardly any connection is idle; what else makes them vary\n"
             "                  (--connect-cv) stretches them as it does lone ones\n"
             "  asyncpg's open  connections that idle for 300 s are closed: how many are open on\n"
             "  connections     average, from how seldom so many are busy at once (Aldous 1989)\n\n"
             "The largest errors against a simulation, over 1 to 100 connections at a utilisation\n"
             "of 0.3 to 0.95 (with time-outs 0.6 to 1.2, with gaps of another scv than 1 up to\n"
             "0.9). Of P(wait) and of the share that times out they are differences, of mean and\n"
             "p99 relative, where the mean is above a thousandth and the p99 above a tenth of a\n"
             "hold, and where the simulation knows them to 2 % (one standard error). Its own\n"
             "spread is in them: see the rows of equal and of exponential holds, whose predictions\n"
             "are exact. The timeout is in mean holds.\n\n") +
         model_errors +
         "\nThe same on cells between and beside those, by which no constant of the models was\n"
         "chosen, against `poolsize simulate`: 3 to 70 connections at a utilisation of 0.45 to\n"
         "0.93 (with time-outs 0.7 to 1.1). Bimodal holds are of two sizes, one eleven times the\n"
         "other. Pareto's have no third moment; where their tail ends to the model was chosen by\n"
         "those with scv 1.5, and no promise is made for either.\n\n" +
         held_out_errors;
}

}  // namespace poolsize::render
