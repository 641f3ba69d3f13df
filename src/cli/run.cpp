#include "run.hpp"

#include "call.hpp"
#include "exit_code.hpp"
#include "help.hpp"

#include <poolsize/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace poolsize::cli {
namespace {

int dispatch(const Process& process) {
  const std::span<const std::string> arguments = process.arguments;
  if (arguments.empty()) {
    write_out(process.streams.err, overview_text());
    return usage;
  }
  const std::string& first = arguments.front();
  if (first == "--version" || first == "-V") {
    write_out(process.streams.out, "poolsize " POOLSIZE_VERSION "\n");
    return fine;
  }
  if (first == "--help" || first == "-h") {
    write_out(process.streams.out, overview_text());
    return fine;
  }
  const Command* command = find_command(first);
  if (command == nullptr) throw Error(Failure::input, unknown_command(first));

  Arguments typed = parse_arguments(*command, arguments.subspan(1));
  if (typed.has("help")) {
    const bool brief = std::ranges::find(arguments, "-h") != arguments.end();
    write_out(process.streams.out, brief ? short_help_text(*command) : help_text(*command));
    return fine;
  }
  Call call(*command, std::move(typed), process);
  return command->run(call);
}

int exit_code_of(Failure failure) { return failure == Failure::input ? usage : no_access; }

std::string told(const Error& error) {
  const std::string where = to_string(error.where());
  return fmt::format("{}: error: {}\n", where.empty() ? "poolsize" : where, error.what());
}

}  // namespace

int run(const Process& process) {
  try {
    return dispatch(process);
  } catch (const Error& error) {
    process.streams.err << told(error) << std::flush;
    return exit_code_of(error.failure());
  } catch (const std::bad_alloc&) {
    process.streams.err << "poolsize: error: out of memory; give it less input\n" << std::flush;
    return no_access;
  }
}

}  // namespace poolsize::cli
