#include "deployments.hpp"

#include "layout.hpp"

#include <poolsize/redact.hpp>

#include <fmt/format.h>

namespace poolsize::render {
namespace {

using Json = nlohmann::ordered_json;

/// More than anybody reads; --format json has them all.
constexpr std::size_t most_shown = 20;

/// "line 7" in the source's own file, else "k8s/hpa.yaml:12".
std::string place(const Location& where, const StatedSource& source) {
  if (where.file == source.file && where.line > 0) return fmt::format("line {}", where.line);
  if (where.line == 0) return where.file.empty() ? "by default" : printable(where.file);
  return printable(fmt::format("{}:{}", where.file, where.line));
}

std::string pods_text(const Surge& pods) {
  return pods.share > 0 ? fmt::format("{:g}%", pods.share * 100) : fmt::format("{}", pods.instances);
}

std::string text_of(const StatedSource& source) {
  const StatedDeployment& stated = source.stated;
  std::string text;
  for (const auto& count : {stated.replicas, stated.workers}) {
    if (!count) continue;
    text += fmt::format("{}{} {} ({})", text.empty() ? "" : " × ", count->by, count->value,
                        place(count->where, source));
  }
  const Count instances = stated.instances();
  if (!stated.empty()) text += fmt::format(" = {} {}", instances, instances == 1 ? "instance" : "instances");
  if (!stated.surge) return text;
  std::string surge =
      fmt::format("maxSurge {} ({})", pods_text(stated.surge->pods), place(stated.surge->where, source));
  if (stated.empty()) return surge;
  const Count more = stated.instances_beside().instances;
  return more == 0 ? text : text + fmt::format(", {} more during a rollout: {}", more, surge);
}

std::string name_of(const StatedSource& source) {
  return printable(source.file) + (source.part.empty() ? "" : ", " + printable(source.part));
}

Json json_of(std::string_view what, Json value, const Location& where) {
  Json json{{"what", what}, {"value", std::move(value)}};
  if (where.line > 0) {
    json["file"] = printable(where.file);
    json["line"] = where.line;
    json["column"] = where.column;
  }
  return json;
}

}  // namespace

std::string deployments_text(std::span<const StatedSource> sources) {
  if (sources.empty()) return "";
  std::string text = "\nInstances that the files speak of\n";
  Definitions paragraphs;
  for (const StatedSource& source : sources.first(std::min(most_shown, sources.size())))
    paragraphs.add(name_of(source), text_of(source));
  text += paragraphs.text();
  if (sources.size() > most_shown)
    text += fmt::format("  and {} more, all of them with --format json\n", sources.size() - most_shown);
  return text;
}

nlohmann::ordered_json deployments_json(std::span<const StatedSource> sources) {
  Json array = Json::array();
  for (const StatedSource& source : sources) {
    const StatedDeployment& stated = source.stated;
    Json json{{"file", printable(source.file)}};
    if (!source.part.empty()) json["part"] = printable(source.part);
    if (!stated.empty()) {
      json["instances"] = stated.instances();
      json["surge"] = stated.instances_beside().instances;
    }
    json["from"] = Json::array();
    if (stated.replicas)
      json["from"].push_back(json_of(stated.replicas->by, stated.replicas->value, stated.replicas->where));
    if (stated.workers)
      json["from"].push_back(json_of(stated.workers->by, stated.workers->value, stated.workers->where));
    if (stated.surge)
      json["from"].push_back(json_of("maxSurge", pods_text(stated.surge->pods), stated.surge->where));
    array.push_back(std::move(json));
  }
  return array;
}

}  // namespace poolsize::render
