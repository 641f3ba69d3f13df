#include "check_fix.hpp"

#include "sources/env_edit.hpp"
#include "sources/environment.hpp"
#include "sources/files.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>

namespace poolsize::cli {
namespace {

/// A rename, then a size, then what follows from it: more rounds than rules can ask of each other.
constexpr int most_rounds = 10;

/// The edits to one file that are made together; of several to one variable the first, the others come in the
/// next round.
std::vector<Edit> edits_to(const std::string& file, const std::vector<Finding>& findings) {
  std::vector<Edit> edits;
  for (const Finding& finding : findings) {
    if (finding.where.file != file) continue;
    for (const Edit& edit : finding.edits) {
      const bool taken = std::ranges::any_of(
          edits, [&](const Edit& other) { return sources::same_name(other.variable, edit.variable); });
      if (!taken) edits.push_back(edit);
    }
  }
  // A setting that is about to get its right name is not missing: what it lacks shows in the next round.
  const auto renames = [](const Edit& edit) { return !edit.name.empty(); };
  if (std::ranges::any_of(edits, renames)) std::erase_if(edits, std::not_fn(renames));
  return edits;
}

/// A file whose text would not be read back as it is meant is left as it is.
std::string edited(const FixedFile& file, const std::vector<Edit>& edits) {
  try {
    return sources::with_edits(file.after, edits, file.name);
  } catch (const Error&) {
    return file.after;
  }
}

void understand(const FixedFile& file, CheckedSources& read) {
  const sources::EnvFile parsed = sources::parse_env_file(file.after, file.name);
  for (CheckedSource& source : read.sources)
    if (source.file == file.name) source.variables = sources::variables_of(parsed, file.name);
}

}  // namespace

std::vector<FixedFile> fixed(CheckedSources& read, const Checker& checked) {
  std::vector<FixedFile> files;
  for (int round = 0; round < most_rounds; ++round) {
    const CheckResult result = checked(read);
    bool changed = false;
    for (const sources::SourceFile& each : read.files) {
      if (each.kind != sources::SourceKind::env || each.path == "-") continue;
      const std::vector<Edit> edits = edits_to(each.name, result.findings);
      if (edits.empty()) continue;
      auto file = std::ranges::find(files, each.name, &FixedFile::name);
      if (file == files.end()) {
        const std::string text = sources::read_text(each.path);
        file =
            files.insert(files.end(), {.name = each.name, .path = each.path, .before = text, .after = text});
      }
      std::string after = edited(*file, edits);
      if (after == file->after) continue;
      file->after = std::move(after);
      understand(*file, read);
      changed = true;
    }
    if (!changed) break;
  }
  std::erase_if(files, [](const FixedFile& file) { return file.before == file.after; });
  return files;
}

std::string shown(const std::vector<FixedFile>& files) {
  std::string text;
  for (const FixedFile& file : files)
    text += sources::diff(file.name, file.name, sources::changes_between(file.before, file.after, file.name));
  return text;
}

void write(const Call& call, const std::vector<FixedFile>& files) {
  if (files.empty()) return;
  std::string change = shown(files);
  change.pop_back();  // its last line end, which a note has of its own
  call.note(change);
  for (const FixedFile& file : files) {
    const std::string changed = sources::write_atomically(file.path, file.after, {.backup = true});
    call.note(fmt::format("{} is changed; what it was is beside it, in {}.bak", file.name,
                          std::filesystem::path(changed).filename().string()));
  }
}

}  // namespace poolsize::cli
