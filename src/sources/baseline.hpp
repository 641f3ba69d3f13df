// Findings that are known and shall not fail a check again (poolsize.baseline/v1,
// schemas/baseline.schema.json).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

struct KnownFinding {
  std::string fingerprint;  ///< as in fingerprint.hpp
  std::string rule;
  std::string file;
  bool operator==(const KnownFinding&) const = default;
};

/// Throws Error(Failure::input), with the place, for what is no baseline.
std::vector<KnownFinding> parse_baseline(std::string_view text, std::string_view file);

}  // namespace poolsize::sources
