#include "findings_json.hpp"

#include "deployments.hpp"

#include <poolsize/redact.hpp>

#include <algorithm>

namespace poolsize::render {

using Json = nlohmann::ordered_json;

nlohmann::ordered_json json_of(std::span<const Finding> findings) {
  Json array = Json::array();
  for (const Finding& finding : findings) {
    Json json{{"rule", finding.rule},
              {"severity", to_string(finding.severity)},
              {"message", finding.message},
              {"cure", finding.cure},
              {"file", printable(finding.where.file)}};
    if (finding.where.line > 0) json["line"] = finding.where.line;
    if (finding.where.line > 0 && finding.where.column > 0) json["column"] = finding.where.column;
    array.push_back(std::move(json));
  }
  return array;
}

std::string findings_json(const CheckResult& result) {
  const auto count = [&](Severity severity) {
    return std::ranges::count(result.findings, severity, &Finding::severity);
  };
  Json json{{"schema", "poolsize.check/v1"},
            {"findings", json_of(result.findings)},
            {"summary",
             {{"errors", count(Severity::error)},
              {"warnings", count(Severity::warning)},
              {"infos", count(Severity::info)}}},
            {"silent", Json::array()}};
  if (!result.stated.empty()) json["deployments"] = deployments_json(result.stated);
  for (const SilentRule& silent : result.silent)
    json["silent"].push_back({{"rule", silent.rule}, {"needs", silent.needs}});
  return json.dump(2) + '\n';
}

}  // namespace poolsize::render
