// Any bytes are scanned as Python, and as a command line of the shell, without a crash.
#include "sources/python_sources.hpp"
#include "sources/source_kind.hpp"
#include "sources/worker_count.hpp"

#include <poolsize/error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  kind_by_text(text);
  const std::array words{CommandWord{.text = text, .where = {}}};
  if (const auto workers = worker_count(words, {})) require(workers->value >= 1);
  try {
    for (const SettingsSource& source : python_sources(text, "f")) {
      require(source.where.line >= 1 && source.where.column >= 1);
      for (const Variable& variable : source.variables)
        require(variable.setting != nullptr && variable.value_at >= variable.name_at);
    }
  } catch (const Error& error) {
    require(error.failure() == Failure::input);
  }
  return 0;
}
