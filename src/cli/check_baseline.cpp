#include "check_baseline.hpp"

#include "render/baseline_json.hpp"
#include "sources/baseline.hpp"
#include "sources/files.hpp"

#include <poolsize/redact.hpp>

#include <fmt/format.h>

#include <set>

namespace poolsize::cli {
namespace {

/// "1 finding", "3 findings"
std::string findings_words(std::size_t count) {
  return fmt::format("{} finding{}", count, count == 1 ? "" : "s");
}

/// Those of the baseline that are no longer found, although their file was checked.
std::size_t gone(const std::vector<sources::KnownFinding>& known, const std::set<std::string>& found,
                 const std::vector<sources::SourceFile>& files) {
  std::set<std::string> checked{"environment"};
  for (const sources::SourceFile& file : files) checked.insert(printable(file.name));
  return static_cast<std::size_t>(std::ranges::count_if(known, [&](const sources::KnownFinding& each) {
    return checked.contains(each.file) && !found.contains(each.fingerprint);
  }));
}

}  // namespace

void leave_known(const Call& call, Identified& identified, const std::vector<sources::SourceFile>& files) {
  const std::string* write = call.arguments().find("write-baseline");
  const std::string* read = call.arguments().find("baseline");
  auto& [findings, prints] = identified;
  if (write != nullptr) {
    sources::write_text(*write, render::baseline_json(findings, prints));
    call.note(fmt::format("{} knows {} now; check with --baseline {}", *write,
                          findings_words(findings.size()), *write));
    findings.clear();
    prints.clear();
  } else if (read != nullptr) {
    const auto known = sources::parse_baseline(sources::read_text(*read), sources::shown_name(*read));
    const std::set<std::string> found(prints.begin(), prints.end());
    std::set<std::string> accepted;
    for (const sources::KnownFinding& each : known) accepted.insert(each.fingerprint);
    const std::size_t before = findings.size();
    Identified kept;
    for (std::size_t i = 0; i < before; ++i) {
      if (accepted.contains(prints[i])) continue;
      kept.findings.push_back(std::move(findings[i]));
      kept.fingerprints.push_back(std::move(prints[i]));
    }
    identified = std::move(kept);
    if (before > findings.size())
      call.note(fmt::format("{} more, known to {}", findings_words(before - findings.size()), *read));
    if (const std::size_t stale = gone(known, found, files); stale > 0) {
      call.note(fmt::format("{} of {} {} gone; write it anew with --write-baseline {}", findings_words(stale),
                            *read, stale == 1 ? "is" : "are", *read));
    }
  }
}

}  // namespace poolsize::cli
