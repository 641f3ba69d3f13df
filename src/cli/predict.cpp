#include "predict.hpp"

#include "call.hpp"
#include "exit_code.hpp"
#include "gather.hpp"
#include "render/prediction_json.hpp"
#include "render/prediction_text.hpp"

namespace poolsize::cli {

int predict(Call& call) {
  const GivenSettings given = gather_settings(call);
  const GivenQuestion asked = gather_question(call, given);
  const Question& question = asked.question;
  if (!question.workloads) {
    throw Error(Failure::input,
                "nothing is known of the traffic; add --rps 100 and --duration 100ms, or --workload FILE");
  }
  const PoolSettings settings = with_defaults(given.settings, question.pools);
  const Predictions predictions = poolsize::predict(settings, *question.workloads, question);
  call.show(call.format() == "json"
                ? render::prediction_json(*asked.understood, settings, predictions)
                : render::prediction_text(*asked.understood, settings, predictions, question.goal));
  return fine;
}

}  // namespace poolsize::cli
