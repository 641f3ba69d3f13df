#include "check_policy.hpp"

#include "config_file.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace poolsize::cli {

Question CheckPolicy::question_about(const GivenSettings& given) const {
  Question about = question;
  set_deployment(about, call.inputs(), given);
  return about;
}

std::string CheckPolicy::server_name() const {
  return call.inputs().typed("max-connections") ? "the one that was typed" : name;
}

const CheckPolicy& CheckPolicies::of(const std::string& path) {
  if (path.empty() || path == "-") return understood(call_.config(), {});
  const sources::Config& config = nearest(path);
  if (config.file.empty()) return understood(config, {});
  return understood(config, sources::environments_of(config, path));
}

const sources::Config& CheckPolicies::nearest(const std::string& path) {
  if (call_.arguments().has("config")) return call_.config();
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  const std::string folder = parent.empty() ? "." : parent.string();
  auto known = config_of_folder_.find(folder);
  if (known == config_of_folder_.end())
    known = config_of_folder_.emplace(folder, sources::nearest_config(folder).value_or("")).first;
  const std::string& file = known->second;
  if (file == call_.config().file) return call_.config();
  auto config = configs_.find(file);
  if (config == configs_.end()) {
    if (!file.empty()) call_.trace(fmt::format("reading {}", file));
    config = configs_.emplace(file, file.empty() ? sources::Config{} : read_config(file)).first;
  }
  return config->second;
}

const CheckPolicy& CheckPolicies::understood(const sources::Config& config,
                                             const std::vector<std::size_t>& environments) {
  auto key = std::pair(config.file, environments);
  if (const auto known = policies_.find(key); known != policies_.end()) return known->second;
  const Call call = call_.with(sources::overlaid(config, environments));
  CheckPolicy policy{.call = call,
                     .question = gather_question(call, {}).question,
                     .around = gather_surroundings(call.inputs()),
                     .name = fmt::format("{} {}", config.file, fmt::join(environments, " "))};
  return policies_.emplace(std::move(key), std::move(policy)).first->second;
}

}  // namespace poolsize::cli
