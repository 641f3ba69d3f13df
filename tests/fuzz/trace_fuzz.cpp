// Any bytes are read as a trace and as a rate profile without a crash, and what is read keeps its promises.
#include "sources/rate_profile.hpp"
#include "sources/trace.hpp"

#include <poolsize/error.hpp>

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_trace(const std::string& path) {
  try {
    const Trace trace(path);
    const auto reader = trace.arrivals().open();
    std::array<TracedRequest, 7> rows;
    Duration last{};
    Count count = 0;
    while (const std::size_t got = reader->read(rows)) {
      for (std::size_t i = 0; i < got; ++i) {
        require(rows[i].at >= last && std::isfinite(rows[i].at.seconds));
        require(rows[i].hold >= Duration{} && std::isfinite(rows[i].hold.seconds));
        last = rows[i].at;
      }
      count += static_cast<Count>(got);
    }
    require(count == trace.summary().requests && last == trace.summary().span);
  } catch (const Error& error) {
    require(std::string_view(error.what()).size() < 1000);
  }
}

void check_profile(const std::string& path) {
  try {
    const ProfileArrivals profile = read_rate_profile(path);
    require(profile.steps.size() > 1 && profile.steps.front().from == Duration{});
    for (std::size_t i = 1; i < profile.steps.size(); ++i)
      require(profile.steps[i].from > profile.steps[i - 1].from);
    require(profile.end > profile.steps.back().from);
  } catch (const Error& error) {
    require(std::string_view(error.what()).size() < 1000);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const int file = ::memfd_create("trace", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  require(::ftruncate(file, 0) == 0 && ::pwrite(file, data, size, 0) == static_cast<ssize_t>(size));
  check_trace(path);
  check_profile(path);
  return 0;
}
