#include "shared_server.hpp"

#include "cures.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace poolsize {
namespace {

using Services = std::vector<const Subject*>;

/// Which server a service names: nothing if that cannot be told, or is more than one; empty if it names none.
std::optional<std::string> named_server(const Subject& subject) {
  std::set<std::string> names;
  for (const Variable* variable : effective(subject.input().variables)) {
    if (!names_database(variable->name, subject.input().prefix)) continue;
    if (!variable->known) {
      if (variable->origin.empty()) return std::nullopt;
      names.insert("kept in " + variable->origin);
    } else if (const auto url = parse_database_url(variable->value); url && url->postgresql() && !url->test) {
      const auto server = database_server(variable->value);
      if (!server) return std::nullopt;
      names.insert(fmt::format("at {}", *server));
    }
  }
  if (names.size() > 1) return std::nullopt;
  return names.empty() ? "" : *names.begin();
}

/// Those that name one server; where only one is named at all, also those that name none.
std::vector<Services> by_server(const Services& services) {
  std::map<std::string, Services> named;
  for (const Subject* service : services)
    if (const auto name = named_server(*service)) named[*name].push_back(service);
  Services unnamed;
  if (auto none = named.extract(""); !none.empty()) unnamed = std::move(none.mapped());
  if (named.empty()) return {std::move(unnamed)};
  std::vector<Services> groups;
  groups.reserve(named.size());
  for (auto& [name, group] : named) groups.push_back(std::move(group));
  if (groups.size() == 1) groups.front().insert(groups.front().end(), unnamed.begin(), unnamed.end());
  return groups;
}

bool all_different(const Services& services) {
  std::set<std::string_view> applications;
  return std::ranges::all_of(services, [&](const Subject* service) {
    return applications.insert(service->input().application).second;
  });
}

std::string_view folder_of(const Subject& service) {
  const std::string_view file = service.input().source;
  return file.substr(0, file.rfind('/') + 1);
}

/// One deployment each: all of them, or those of each folder; none of those that are there twice even so.
std::vector<Services> by_deployment(Services services) {
  if (all_different(services)) return {std::move(services)};
  std::map<std::string_view, Services> folders;
  for (const Subject* service : services) folders[folder_of(*service)].push_back(service);
  std::vector<Services> groups;
  for (auto& [folder, group] : folders)
    if (all_different(group)) groups.push_back(std::move(group));
  return groups;
}

SharedServer shares_of(const Services& services) {
  SharedServer shares;
  for (const Subject* service : services)
    if (auto demand = demand_on_server(*service)) shares.push_back({service, *std::move(demand)});
  std::ranges::stable_sort(shares, std::ranges::greater{},
                           [](const Share& share) { return share.demand.peak; });
  return shares;
}

const ServerLimits& limits_of(const SharedServer& shared) {
  return *shared.front().service->question().server;
}

/// "container api (orders.yaml:22)"
std::string name_and_place(const Subject& service) {
  const Variable* about = service.pools().front().about;
  Location place = about != nullptr ? about->value_at : Location{};
  if (place.file.empty()) place = service.input().where;
  if (place.file.empty()) place.file = service.input().source;
  place.column = 0;
  return fmt::format("{} ({})", shown(service.input().part), shown(to_string(place)));
}

/// As many as one reads.
constexpr std::size_t most_listed = 5;

}  // namespace

std::vector<SharedServer> shared_servers(std::span<const Subject> subjects) {
  std::map<std::string_view, Services> by_limits;
  for (const Subject& subject : subjects)
    if (!subject.input().shared_server.empty() && subject.known(Need::server))
      by_limits[subject.input().shared_server].push_back(&subject);
  std::vector<SharedServer> shared;
  for (const auto& [name, services] : by_limits)
    for (const Services& one_server : by_server(services))
      for (const Services& deployment : by_deployment(one_server))
        if (SharedServer shares = shares_of(deployment); shares.size() > 1)
          shared.push_back(std::move(shares));
  return shared;
}

Count together(const SharedServer& shared, Count ServerDemand::*which) {
  Count sum = 0;
  for (const Share& share : shared) sum += share.demand.*which;
  return sum;
}

std::string together_words(const SharedServer& shared, Count ServerDemand::*which) {
  std::vector<std::string> parts;
  for (const Share& share : shared) {
    if (parts.size() == most_listed && shared.size() > most_listed + 1) {
      parts.push_back(fmt::format("the rest by {} others", shared.size() - most_listed));
      break;
    }
    parts.push_back(fmt::format("{} by {}", share.demand.*which, name_and_place(*share.service)));
  }
  return fmt::format("{} services that share the server may open {} connections of {}, {}", shared.size(),
                     together(shared, which), available_words(limits_of(shared)), listed(parts));
}

std::string together_cure(const SharedServer& shared, double share) {
  const ServerLimits& server = limits_of(shared);
  const Count asked = together(shared, &ServerDemand::peak);
  std::string raise = fmt::format("raise max_connections to {}", server_for(server, asked, share));
  if (shared.size() > most_listed + 1)
    return raise + ", or give each service a smaller share of the connections";
  const double kept = static_cast<double>(server.available()) * share / static_cast<double>(asked);
  std::vector<std::string> cuts;
  for (const auto& [service, demand] : shared) {
    const auto cut = cut_to(*service, part_of(demand.peak, kept));
    if (!cut) return raise + ", run fewer instances, or put a PgBouncer in transaction mode between";
    if (const std::string set = set_cure(*service, *cut); !set.empty())
      cuts.push_back(fmt::format("in {} {}", name_and_place(*service), set));
  }
  if (cuts.empty()) return raise;
  return fmt::format("{}, or {}", fmt::join(cuts, "; "), raise);
}

}  // namespace poolsize
