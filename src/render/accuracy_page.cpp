#include "accuracy_page.hpp"

#include "accuracy_table.hpp"
#include "layout.hpp"

#include <fmt/format.h>

namespace poolsize::render {

std::string accuracy_page() {
  return fmt::format(
      "How far off real pools are\n\n"
      "./dev truth plays requests on real pools and a real PostgreSQL, three runs of\n"
      "{} s for each line, and compares what they waited with what poolsize says:\n\n"
      "  replay   of the same requests, their arrivals and holds as they really were:\n"
      "           simulate --trace\n"
      "  predict  from rate and hold times alone, against what the pool does in the long\n"
      "           run. Near saturation a run of seconds is a draw of luck; its replay had\n"
      "           the same luck, and measured × simulate / replay is without it.\n\n"
      "What connects, closes, round trips and turns of the event loop cost is measured in\n"
      "the same runs. Errors are in per cent: of the mean wait, of P(wait > 1 ms), of the\n"
      "p99; a dot is where there is too little to tell. An exclamation mark is beyond\n"
      "what is promised: 10 % for a replay, 15 % for a prediction, or more where runs of\n"
      "the same plan differ by more. util is the utilisation by the work alone; resets\n"
      "and pings come on top.\n\n"
      "{}\n"
      "What the models leave out:\n"
      "  - Connects that come at once share a processor in them (--connect-shared), and but\n"
      "    for that all take the same time. Real ones wait for other work of the client and\n"
      "    the server too: where requests wait for little else than connects (1+14 half busy,\n"
      "    passwords by SCRAM-SHA-256, which take 17 of 28 ms from each other), a percentile\n"
      "    is about a fifth off.\n"
      "  - Taking an idle connection costs 0.02 to 0.1 ms in the event loop.\n"
      "  - A percentile where waits jump from nothing to a connect may fall on either side.\n\n"
      "{}",
      accuracy_seconds, accuracy_table, wrapped(fmt::format("Made with {}.", accuracy_made_with), "", 0));
}

}  // namespace poolsize::render
