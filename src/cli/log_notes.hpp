// What there is to say of logs that were read: what lacks in them, and what their figures mean.
#pragma once

#include "sources/log_requests.hpp"

#include <string>
#include <vector>

namespace poolsize::cli {

struct ReadLogs {
  sources::LogSummary summary;
  CheckoutLosses losses;
  Duration resolution;  ///< of the clock
  Count skipped = 0;    ///< lines that are none of a log's
  Count late = 0;       ///< see InOrder
};

/// Throws Error(Failure::input) where nothing was timed, with the settings that would.
void expect_durations(const ReadLogs&, const sources::LogFilter&, const std::string& name);

/// Sentences.
std::vector<std::string> log_notes(const ReadLogs&, const sources::LogFilter&);

}  // namespace poolsize::cli
