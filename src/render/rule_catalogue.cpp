#include "rule_catalogue.hpp"

#include <poolsize/rules.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace poolsize::render {

using Json = nlohmann::ordered_json;

namespace {

Json json_of(const Threshold& threshold) {
  return {{"name", threshold.name},   {"value", threshold.value}, {"unit", threshold.unit},
          {"least", threshold.least}, {"most", threshold.most},   {"why", threshold.why}};
}

Json json_of(const Rule& rule) {
  Json json{{"rule", rule.id},         {"severity", to_string(rule.severity)},
            {"title", rule.title},     {"why", rule.why},
            {"cure", rule.cure},       {"thresholds", Json::array()},
            {"sources", Json::array()}};
  if (const std::string needs = flags_for(rule); !needs.empty()) json["needs"] = needs;
  for (const Threshold* threshold : rule.thresholds)
    if (threshold != nullptr) json["thresholds"].push_back(json_of(*threshold));
  for (const std::string_view source : rule.sources)
    if (!source.empty()) json["sources"].push_back(source);
  return json;
}

}  // namespace

std::string rule_catalogue_text() {
  std::string text;
  for (const Rule& rule : rules())
    text += fmt::format("{:8} {:30} {}\n", to_string(rule.severity), rule.id, rule.title);
  return text + "\nMore about one: poolsize explain RULE\n";
}

std::string rule_catalogue_json() {
  Json json{{"schema", "poolsize.rules/v1"}, {"rules", Json::array()}};
  for (const Rule& rule : rules()) json["rules"].push_back(json_of(rule));
  return json.dump(2) + '\n';
}

}  // namespace poolsize::render
