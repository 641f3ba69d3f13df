#include "call.hpp"

#include "config_file.hpp"
#include "sources/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace poolsize::cli {
namespace {

sources::Config config_of(const Command& command, const Arguments& arguments) {
  const std::string* given = arguments.find("config");
  const std::optional<std::string> file = given != nullptr            ? std::optional(*given)
                                          : command.has(Group::input) ? sources::nearest_config(".")
                                                                      : std::nullopt;
  return file ? read_config(*file) : sources::Config{};
}

const std::string* variable(const Environment& environment, std::string_view name) {
  const auto found = std::ranges::find(environment, name, [](const auto& pair) { return pair.first; });
  return found == environment.end() ? nullptr : &found->second;
}

}  // namespace

Call::Call(const Command& command, Arguments arguments, const Process& process)
    : command_(command),
      arguments_(std::move(arguments)),
      process_(process),
      config_(config_of(command, arguments_)) {
  if (!config_.file.empty()) trace(fmt::format("reading {}", config_.file));
}

Call Call::with(sources::Config config) const {
  Call other = *this;
  other.config_ = std::move(config);
  return other;
}

std::string Call::format() const {
  const std::string* typed = arguments_.find("format");
  if (typed == nullptr) return "text";
  try {
    return chosen(command_.formats, *typed);
  } catch (const Error& error) {
    throw Error(error.failure(), fmt::format("--format {}", error.what()));
  }
}

std::string Call::env_prefix() const {
  const std::string* typed = arguments_.find("env-prefix");
  return typed != nullptr ? *typed : std::string(default_env_prefix);
}

bool Call::color() const {
  const std::string when = inputs().choice("color").value_or("auto");
  if (when != "auto") return when == "always";
  const std::string* no_color = variable(environment(), "NO_COLOR");
  return process_.streams.out_is_terminal && !arguments_.has("output") &&
         (no_color == nullptr || no_color->empty());
}

void Call::show(std::string_view text) const {
  if (const std::string* file = arguments_.find("output"); file != nullptr && *file != "-") {
    sources::write_text(*file, text);
  } else {
    write_out(process_.streams.out, text);
  }
}

void Call::note(std::string_view text) const {
  if (!quiet()) process_.streams.err << text << '\n';
}

ProgressLine Call::progress() const {
  return {process_.streams.err, process_.streams.err_is_terminal && !quiet()};
}

void Call::trace(std::string_view text) const {
  if (arguments_.has("verbose")) process_.streams.err << "poolsize: " << text << '\n';
}

void write_out(std::ostream& out, std::string_view text) {
  errno = 0;
  out << text << std::flush;
  if (out) return;
  const std::string reason = errno == 0 ? "the write failed" : std::generic_category().message(errno);
  throw Error(
      Failure::access,
      fmt::format("standard output cannot be written: {}; free some space or write elsewhere with -o FILE",
                  reason));
}

}  // namespace poolsize::cli
