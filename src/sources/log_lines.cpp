#include "log_lines.hpp"

#include "files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace poolsize::sources {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 18;
constexpr std::string_view gzip_mark = "\x1F\x8B";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

LogLines::LogLines(const std::string& path)
    : name_(shown_name(path)), file_(open_to_read(path)), block_(block_size) {
  struct stat facts {};
  if (!file_.is_open() || ::fstat(file_.number(), &facts) != 0) refuse_access("read", name_, errno);
  if (S_ISDIR(facts.st_mode)) refuse_access("read", name_, EISDIR);
  if (S_ISREG(facts.st_mode)) size_ = static_cast<std::uint64_t>(facts.st_size);
  while (end_ < block_size && refill()) {
  }
  if (start().starts_with(gzip_mark)) {
    throw Error(
        Failure::input,
        fmt::format("is compressed; write zcat {0} | poolsize … with - in place of {0}", quoted(name_)),
        {.file = name_});
  }
  if (start().starts_with(byte_order_mark)) begin_ = byte_order_mark.size();
}

bool LogLines::next() {
  std::size_t searched = 0;
  while (true) {
    const char* const from = block_.data() + begin_ + searched;
    const auto* const end = static_cast<const char*>(std::memchr(from, '\n', end_ - begin_ - searched));
    if (end != nullptr) {
      text_ = {block_.data() + begin_, static_cast<std::size_t>(end - block_.data()) - begin_};
      begin_ += text_.size() + 1;
      break;
    }
    searched = end_ - begin_;
    if (searched >= longest) {
      text_ = start().substr(0, longest);
      begin_ = end_;
      skip_line();
      return true;
    }
    if (refill()) continue;
    if (searched == 0) return false;
    text_ = start();
    begin_ = end_;
    break;
  }
  if (text_.ends_with('\r')) text_.remove_suffix(1);
  return true;
}

/// Reads on behind what is there; moves it to the front first, and makes room, where there is none.
bool LogLines::refill() {
  if (end_ == block_.size()) {
    std::memmove(block_.data(), block_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (end_ == block_.size()) block_.resize(2 * block_.size());
  }
  const std::size_t got = read_some(file_, std::span(block_).subspan(end_), name_);
  end_ += got;
  read_ += got;
  return got > 0;
}

/// Past the end of a line whose begin was taken, which stays where it is.
void LogLines::skip_line() {
  std::vector<char> rest(block_size);
  while (const std::size_t got = read_some(file_, rest, name_)) {
    read_ += got;
    const auto* const end = static_cast<const char*>(std::memchr(rest.data(), '\n', got));
    if (end == nullptr) continue;
    const std::string_view behind(end + 1, static_cast<std::size_t>(rest.data() + got - end) - 1);
    const std::size_t kept = text_.size();
    block_.resize(std::max(block_.size(), kept + behind.size()));
    text_ = {block_.data(), kept};  // it was at the front, and resizing may have moved it
    std::memcpy(block_.data() + kept, behind.data(), behind.size());
    begin_ = kept;
    end_ = kept + behind.size();
    return;
  }
}

double LogLines::share() const {
  const auto taken = static_cast<double>(read_ - (end_ - begin_));
  return size_ == 0 ? 0 : std::min(taken / static_cast<double>(size_), 1.0);
}

}  // namespace poolsize::sources
