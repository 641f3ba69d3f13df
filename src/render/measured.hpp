// What was measured, and where: what its text and its document are made of.
#pragma once

#include <poolsize/measurement.hpp>

#include <string>
#include <vector>

namespace poolsize::render {

struct Measured {
  Measurement measurement;
  std::string from;                ///< "trace.csv"
  std::vector<std::string> notes;  ///< sentences: what the figures are, and what they are not
  std::string step;                ///< that --step could have to measure a rate that changes
  std::string file;                ///< where the document was written; empty: nowhere
};

}  // namespace poolsize::render
