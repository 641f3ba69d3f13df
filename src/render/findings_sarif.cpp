#include "findings_sarif.hpp"

#include "rule_page.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace poolsize::render {
namespace {

using Json = nlohmann::ordered_json;

std::string_view level_of(Severity severity) {
  return severity == Severity::info ? "note" : to_string(severity);
}

/// RFC 3986: everything but the unreserved characters and the slash is escaped, byte for byte.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos)
      uri += c;
    else
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

std::string sentence(std::string_view text) {
  std::string result = fmt::format("{}.", text);
  if (result.front() >= 'a' && result.front() <= 'z')
    result.front() = static_cast<char>(result.front() - 'a' + 'A');
  return result;
}

Json rule_of(const Rule& rule) {
  return {{"id", rule.id},
          {"shortDescription", {{"text", sentence(rule.title)}}},
          {"fullDescription", {{"text", rule.why}}},
          {"help", {{"text", rule_page(rule)}}},
          {"defaultConfiguration", {{"level", level_of(rule.severity)}}}};
}

/// Nothing for the environment and standard input: they are no files.
Json locations_of(const Report& report, std::size_t i) {
  const Finding& finding = report.result.findings[i];
  const std::string& file = finding.where.file;
  if (file == "environment" || file == "<stdin>") return Json::array();
  Json artifact{{"uri", uri_of(file)}};
  if (!file.starts_with('/')) artifact["uriBaseId"] = "%SRCROOT%";
  Json place{{"artifactLocation", std::move(artifact)}};
  if (finding.where.line > 0) {
    Json region{{"startLine", finding.where.line}};
    if (const auto& excerpt = report.excerpts[i]; excerpt && excerpt->column > 0) {
      region["startColumn"] = excerpt->column;
      region["endColumn"] = excerpt->end_column;
    }
    place["region"] = std::move(region);
  }
  return Json::array({{{"physicalLocation", std::move(place)}}});
}

Json result_of(const Report& report, std::size_t i) {
  const Finding& finding = report.result.findings[i];
  const auto index = find_rule(finding.rule) - rules().data();
  Json result{{"ruleId", finding.rule},
              {"ruleIndex", index},
              {"level", level_of(finding.severity)},
              {"message", {{"text", message_and_cure(finding)}}},
              {"locations", locations_of(report, i)},
              {"partialFingerprints", {{"poolsizeFinding/v1", report.fingerprints[i]}}}};
  return result;
}

}  // namespace

std::string findings_sarif(const Report& report) {
  Json catalogue = Json::array();
  for (const Rule& rule : rules()) catalogue.push_back(rule_of(rule));
  Json results = Json::array();
  for (std::size_t i = 0; i < report.result.findings.size(); ++i) results.push_back(result_of(report, i));
  Json driver{{"name", "poolsize"}, {"semanticVersion", report.version}, {"rules", std::move(catalogue)}};
  Json run{{"tool", {{"driver", std::move(driver)}}},
           {"invocations", Json::array({{{"executionSuccessful", true}}})},
           {"columnKind", "unicodeCodePoints"},
           {"results", std::move(results)}};
  const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({std::move(run)})}};
  return log.dump(2) + '\n';
}

}  // namespace poolsize::render
