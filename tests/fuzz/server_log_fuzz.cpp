// Any bytes are read as a server's log without a crash, and the requests in it keep their promises.
#include "sources/log_requests.hpp"
#include "sources/server_log.hpp"

#include <poolsize/error.hpp>
#include <poolsize/in_order.hpp>

#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_log(const std::string& path, const std::optional<std::string>& prefix) {
  std::optional<Duration> last;
  InOrder order(
      [&](const TracedRequest& request) {
        require(std::isfinite(request.at.seconds) && (!last || *last <= request.at));
        require(std::isfinite(request.hold.seconds) && request.hold >= Duration{});
        last = request.at;
      },
      3);
  LogRequests requests({}, [&](const TracedRequest& request) { order.add(request); });
  try {
    ServerLog log(path, prefix);
    while (const auto message = log.next()) requests.see(*message);
    requests.finish();
    order.finish();
  } catch (const Error& error) {
    require(std::string_view(error.what()).size() < 1000);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const int file = ::memfd_create("log", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  require(::ftruncate(file, 0) == 0 && ::pwrite(file, data, size, 0) == static_cast<ssize_t>(size));
  check_log(path, std::nullopt);
  check_log(path, "%n %q%a %u@%d %-6p ");
  return 0;
}
