// Services that share one server: each may fit alone, and all together not.
#pragma once

#include "server_demand.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace poolsize {

/// A service of several, and what it asks for.
struct Share {
  const Subject* service;
  ServerDemand demand;
};

/// Two services at least, the one that asks for most first.
using SharedServer = std::vector<Share>;

/// The services that plainly have one server: they are judged by the limits of one, and nothing says that
/// they have different ones. What says so is the host in their URLs, or the secret that these are kept in;
/// where services of one policy name several, only those that name the same belong together. A service that
/// is there twice, as in the folders of two environments, is added up within its folder.
std::vector<SharedServer> shared_servers(std::span<const Subject> subjects);

/// What all of them ask for.
Count together(const SharedServer&, Count ServerDemand::*which);

/// "3 services that share the server may open 250 connections of 197 available (…): 120 by container api
/// (orders.yaml:22), …"
std::string together_words(const SharedServer&, Count ServerDemand::*which);

/// The sizes for each with which they all ask for at most `share` of what the server can give, each in
/// proportion to what it asks for now; or the server that would do.
std::string together_cure(const SharedServer&, double share = 1);

}  // namespace poolsize
