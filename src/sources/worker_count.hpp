// How many worker processes a command starts, each of which has its own pools.
#pragma once

#include <poolsize/location.hpp>
#include <poolsize/stated_deployment.hpp>
#include <poolsize/variable.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace poolsize::sources {

/// A word of a command, or a whole line of shell.
struct CommandWord {
  std::string text;
  Location where;
};

/// What the command says of gunicorn, uvicorn, hypercorn, fastapi, granian or celery; else what the variables
/// say that those programs read, WEB_CONCURRENCY first among them. An empty command is one that is not known:
/// the image's own. Nothing where no number is given or it depends on something else than the variables.
std::optional<StatedCount> worker_count(std::span<const CommandWord> command,
                                        std::span<const Variable> variables);

}  // namespace poolsize::sources
