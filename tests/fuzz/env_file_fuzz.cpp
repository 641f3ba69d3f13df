// Any bytes are read, and changed, without a crash, and a change made twice is a change made once.
#include "sources/env_edit.hpp"
#include "sources/env_file.hpp"
#include "sources/samples.hpp"

#include <poolsize/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_places(std::string_view text, const EnvFile& file) {
  std::size_t end = 0;
  for (const EnvEntry& entry : file.entries) {
    require(entry.value_begin >= end && entry.value_begin <= entry.value_end &&
            entry.value_end <= text.size());
    require(entry.line > 0 && entry.name_column > 0 && entry.value_column > entry.name_column);
    end = entry.value_end;
  }
  for (const EnvProblem& problem : file.problems) require(problem.where.line > 0 && problem.where.column > 0);
}

using Values = std::vector<std::pair<std::string, std::string>>;

/// False if the text cannot be edited.
bool check_editing(std::string_view text, const EnvFile& before, const Values& values) {
  try {
    const EditedEnv once = with_values(text, values);
    require(parse_env_file(once.text, "f").entries.size() >= before.entries.size());
    const EditedEnv twice = with_values(once.text, values);
    require(twice.text == once.text && twice.changes.empty());
    require(diff("a", "b", once.changes).empty() == once.changes.empty());
    require((once.text == text) == once.changes.empty());
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const EnvFile file = parse_env_file(text, "f");
  check_places(text, file);
  check_editing(text, file, {{"A", "x # y"}, {"DATABASE_POOL_SIZE", "'\""}});
  // What needs no quotes can always be written, unless something is wrong already.
  require(check_editing(text, file, {{"A", "10"}, {"DATABASE_POOL_SIZE", "20"}}) || !file.problems.empty());
  try {
    require(!parse_samples(text, "f").empty());
  } catch (const Error& error) {
    require(std::string_view(error.what()).size() < 1000);
  }
  return 0;
}
