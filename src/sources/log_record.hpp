// One message of a PostgreSQL server's log, whatever the format.
#pragma once

#include <poolsize/units.hpp>

#include <string_view>

namespace poolsize::sources {

/// What the log does not say is empty. Views into the reader, good until it goes on.
struct LogRecord {
  Duration at;  ///< since the first time in the log
  bool has_milliseconds = false;
  std::string_view session;   ///< what tells sessions apart: the session's id, or its process's
  std::string_view severity;  ///< "LOG", or as lc_messages has it
  std::string_view message;
  std::string_view command_tag;  ///< "SELECT", "PARSE"
  std::string_view user;
  std::string_view database;
  std::string_view application;
};

}  // namespace poolsize::sources
