#include "commands.hpp"
#include "generate.hpp"
#include "help.hpp"

#include <fmt/format.h>

namespace poolsize::cli {
namespace {

/// Text fit for roff: no escapes, no hyphens that become dashes, no request at the start of a line.
std::string roff(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\\') {
      safe += "\\e";
    } else if (c == '-') {
      safe += "\\-";
    } else {
      safe += c;
    }
  }
  return safe.starts_with('.') || safe.starts_with('\'') ? "\\&" + safe : safe;
}

std::string flags_section() {
  std::string text = ".SH OPTIONS\nEach command takes those that its \\-\\-help names.\n";
  for (const GroupHeading& heading : groups()) {
    text += fmt::format(".SS {}\n", heading.heading);
    for (const Flag& flag : flags()) {
      if (flag.group != heading.group) continue;
      text += fmt::format(".TP\n.B {}\n{}.\n", roff(usage_of(flag)), roff(flag.brief));
      if (!flag.more.empty()) text += roff(flag.more) + '\n';
      if (flag.takes == Takes::choice && !flag.choices.empty())
        text += fmt::format("One of: {}.\n", roff(flag.choices));
      if (!flag.fallback.empty()) text += fmt::format("Default: {}.\n", roff(flag.fallback));
    }
  }
  return text;
}

std::string commands_section() {
  std::string text = ".SH COMMANDS\n";
  for (const Command& command : commands()) {
    text += fmt::format(".TP\n.B {}\n{}.\n{}\n", command.name, roff(command.brief), roff(command.about));
  }
  return text;
}

std::string examples_section() {
  std::string text = ".SH EXAMPLES\n";
  for (const Command& command : commands())
    for (const Example& example : command.examples)
      text += fmt::format(".TP\n.B poolsize {}\n{}.\n", roff(example.line), roff(example.says));
  return text;
}

}  // namespace

std::string manual_page() {
  return ".TH POOLSIZE 1 2026-11-23 \"poolsize " POOLSIZE_VERSION
         "\" \"User Commands\"\n"
         ".SH NAME\npoolsize \\- right\\-size a database connection pool and prove it\n"
         ".SH SYNOPSIS\n.B poolsize\n.I COMMAND\n[\\fIOPTION\\fR]...\n"
         ".SH DESCRIPTION\n"
         "Turns traffic into settings for SQLAlchemy's and asyncpg's connection pools on PostgreSQL, checks "
         "the settings\n"
         "that a service has, and predicts what settings will do to the requests that wait for a "
         "connection.\n" +
         commands_section() + flags_section() + examples_section() +
         ".SH EXIT STATUS\n"
         ".TP\n.B 0\nNothing wrong.\n"
         ".TP\n.B 1\nA finding at or above \\-\\-fail\\-on, or a goal that no settings meet.\n"
         ".TP\n.B 2\nUsage or input that cannot be understood.\n"
         ".TP\n.B 3\nSomething could not be read, reached or written.\n"
         ".SH ENVIRONMENT\n"
         "The application's variables, DATABASE_POOL_SIZE and so on, in any case; DATABASE_URL and "
         "DATABASE_*_URL count\n"
         "the engines. NO_COLOR switches colour off.\n"
         ".SH FILES\n.TP\n.I poolsize.json\n"
         "What a repository says of its workload, deployment, server, goal and rules; the nearest one upward "
         "is read.\n";
}

}  // namespace poolsize::cli
