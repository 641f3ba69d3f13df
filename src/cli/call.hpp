// One call of a command: what it was given, and the way to what it says.
#pragma once

#include "inputs.hpp"
#include "process.hpp"
#include "progress.hpp"

#include <string>
#include <string_view>

namespace poolsize::cli {

class Call {
 public:
  /// Reads poolsize.json if there is one.
  Call(const Command& command, Arguments arguments, const Process& process);

  /// The same call beside another poolsize.json.
  Call with(sources::Config) const;

  const Command& command() const { return command_; }
  const Arguments& arguments() const { return arguments_; }
  const sources::Config& config() const { return config_; }
  const Environment& environment() const { return process_.environment; }
  Inputs inputs() const { return {arguments_, config_}; }

  std::string format() const;
  /// The prefix of the application's variables.
  std::string env_prefix() const;
  bool quiet() const { return arguments_.has("quiet"); }
  bool color() const;

  /// The result: to standard output, or to the file of --output. Throws Error(Failure::access) if it did not
  /// get there.
  void show(std::string_view text) const;
  /// A remark on standard error, unless --quiet.
  void note(std::string_view text) const;
  /// For work that may take more than a second; silent where standard error is no terminal.
  ProgressLine progress() const;
  /// Where something came from, on standard error with --verbose.
  void trace(std::string_view text) const;

 private:
  const Command& command_;
  Arguments arguments_;
  const Process& process_;
  sources::Config config_;
};

/// Writes all of `text`, or throws Error(Failure::access) with the reason.
void write_out(std::ostream& out, std::string_view text);

}  // namespace poolsize::cli
