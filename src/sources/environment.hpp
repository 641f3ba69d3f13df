// The application's variables, of the environment or of an env file, and what they say together.
#pragma once

#include "env_file.hpp"

#include <poolsize/settings.hpp>
#include <poolsize/variable.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace poolsize::sources {

/// In their order. An environment may hold one name in several cases; an application that does not regard
/// case takes the last (pydantic-settings, parse_env_vars), and so does everything here.
std::vector<Variable> variables_of(std::span<const std::pair<std::string, std::string>> environment);
std::vector<Variable> variables_of(const EnvFile&, std::string_view file_name);

/// Sets in `settings` what the variables say; a pool comes into being with its defaults if it was absent.
/// Returns those that said something. Throws Error(Failure::input) with the place for a value that is not
/// understood.
std::vector<Variable> assign_present(PoolSettings& settings, std::span<const Variable>,
                                     std::string_view prefix);

/// Engines of a process: variables with a PostgreSQL URL that does not mean NullPool, or with one that is not
/// known; 1 if there is none.
Count engines_in(std::span<const Variable>, std::string_view prefix);

/// Rules that the file ignores and that do not exist, each with the one that may have been meant.
std::vector<EnvProblem> unknown_ignores(const EnvFile&);

}  // namespace poolsize::sources
