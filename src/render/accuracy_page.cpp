#include "accuracy_page.hpp"

#include "accuracy_table.hpp"
#include "layout.hpp"

#include <fmt/format.h>

namespace poolsize::render {

std::string accuracy_page() {
  return fmt::format(
      "How far off real pools are\n\n"
      "./dev truth plays requests on real pools and a real PostgreSQL, three runs of 10 s\n"
      "for each line (20 s from a utilisation of 0.95 on, 30 s where holds are uneven),\n"
      "and compares what they waited with what poolsize says:\n\n"
      "  replay   of the same requests, their arrivals, holds and connects as they really\n"
      "           were: simulate --trace\n"
      "  predict  from rate and hold times alone\n\n"
      "Near saturation ten seconds are a draw of luck. So of many random plans typical\n"
      "ones are played, whose waits in the simulation are like those of its long run; no\n"
      "real pool is asked before. What connects, closes, round trips and turns of the\n"
      "event loop cost is measured in the same runs.\n\n"
      "Errors are in per cent: of the mean wait, of P(wait > 1 ms), of the p99; a dot is\n"
      "where there is too little to tell. An exclamation mark is beyond what is promised:\n"
      "10 % for a replay, 15 % for a prediction, or more where runs of the same plan differ\n"
      "by more. util is the utilisation by the work alone; resets and pings come on top.\n"
      "The last lines say what matters beside the queue: how much the simulation answers\n"
      "otherwise without connects, without what they take from each other, without their\n"
      "variation beside that, and so on, of the lines that have it.\n\n"
      "{}\n"
      "What the models leave out:\n"
      "  - Connects that come at once share the processors in them (--connect-shared,\n"
      "    --connect-processors: most of 5 ms, two of them). The other work of client\n"
      "    and server that they wait for is no more than chance to the models\n"
      "    (--connect-cv: 0.08 to 0.31). A replay has the connects as they were.\n"
      "  - Taking an idle connection costs 0.02 to 0.1 ms in the event loop.\n"
      "  - A percentile where waits jump from nothing to a connect may fall on either side.\n\n"
      "{}",
      accuracy_table, wrapped(fmt::format("Made with {}.", accuracy_made_with), "", 0));
}

}  // namespace poolsize::render
