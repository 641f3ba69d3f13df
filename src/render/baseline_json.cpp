#include "baseline_json.hpp"

#include <poolsize/redact.hpp>

#include <nlohmann/json.hpp>

#include <set>
#include <tuple>

namespace poolsize::render {

std::string baseline_json(std::span<const Finding> findings, std::span<const std::string> fingerprints) {
  using Json = nlohmann::ordered_json;
  std::set<std::tuple<std::string, std::string_view, std::string_view>> sorted;
  for (std::size_t i = 0; i < findings.size(); ++i)
    sorted.emplace(printable(findings[i].where.file), findings[i].rule, fingerprints[i]);
  Json json{{"schema", "poolsize.baseline/v1"}, {"findings", Json::array()}};
  for (const auto& [file, rule, fingerprint] : sorted)
    json["findings"].push_back({{"fingerprint", fingerprint}, {"rule", rule}, {"file", file}});
  return json.dump(2) + '\n';
}

}  // namespace poolsize::render
