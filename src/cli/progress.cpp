#include "progress.hpp"

#include <poolsize/units.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::cli {

void ProgressLine::tell(double share, std::string_view what) {
  constexpr std::chrono::milliseconds between{200};
  if (!shows_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + between;
  const double spent = std::chrono::duration<double>(now - began_).count();
  const double left = share > 0 ? spent * (1 - share) / share : 0;
  // To the start of the line, the text, and nothing behind it (ECMA-48, EL).
  out_ << fmt::format("\r{:3.0f} % of {}, {:.0f} s to go; Ctrl-C ends with what is known\x1b[K",
                      100 * std::clamp(share, 0.0, 1.0), what, left)
       << std::flush;
  is_there_ = true;
}

void ProgressLine::clear() {
  if (is_there_) out_ << "\r\x1b[K" << std::flush;
  is_there_ = false;
}

}  // namespace poolsize::cli
