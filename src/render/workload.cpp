#include "workload.hpp"

#include <fmt/format.h>

#include <cmath>

namespace poolsize::render {

std::string to_text(const UnderstoodWorkload& understood) {
  const Workload& workload = understood.workload;
  const double cv = std::sqrt(scv(workload.hold));
  std::string text = fmt::format("{}, held for {} on average ({}", to_string(workload.rate),
                                 to_string(mean(workload.hold)), family_name(workload.hold));
  if (!std::holds_alternative<Exponential>(workload.hold)) text += fmt::format(", cv {}", rounded(cv));
  text += ")";
  if (workload.arrivals_scv != 1) text += fmt::format(", gaps with scv {}", rounded(workload.arrivals_scv));
  if (workload.population) {
    text += fmt::format(", from {} users who think for {}", workload.population->users,
                        to_string(workload.population->think_time));
  }
  if (understood.busiest) {
    const auto& [from, to, of] = *understood.busiest;
    text += fmt::format(", in the busiest of {} steps, from {} to {}, taken as if it lasted", of,
                        to_string(from), to_string(to));
  }
  for (const PercentileFit::Match& match : understood.matches) {
    text +=
        fmt::format("{} p{} {} ({:+.1f} %)", &match == &understood.matches.front() ? "; fitted to" : ",",
                    rounded(match.wanted.p * 100), to_string(match.wanted.at), match.relative_error * 100);
  }
  return text;
}

nlohmann::ordered_json json_of(const UnderstoodWorkload& understood) {
  const Workload& workload = understood.workload;
  nlohmann::ordered_json json{{"rps", workload.rate.per_second},
                              {"hold",
                               {{"family", family_name(workload.hold)},
                                {"mean_s", mean(workload.hold).seconds},
                                {"scv", scv(workload.hold)}}}};
  for (const PercentileFit::Match& match : understood.matches) {
    json["hold"]["fit"].push_back({{"percentile", match.wanted.p},
                                   {"wanted_s", match.wanted.at.seconds},
                                   {"fitted_s", match.fitted.seconds},
                                   {"relative_error", match.relative_error}});
  }
  if (workload.arrivals_scv != 1) json["arrivals"] = {{"scv", workload.arrivals_scv}};
  if (understood.busiest) {
    json["busiest_step"] = {{"from_s", understood.busiest->from.seconds},
                            {"to_s", understood.busiest->to.seconds},
                            {"steps", understood.busiest->of}};
  }
  if (workload.population) {
    json["population"] = {{"users", workload.population->users},
                          {"think_time_s", workload.population->think_time.seconds}};
  }
  return json;
}

}  // namespace poolsize::render
