#include "csv_lines.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace poolsize::sources {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 18;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view gzip_mark = "\x1F\x8B";
constexpr std::string_view blanks = " \t\r\v\f";

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

CsvLines::CsvLines(const Rereadable& file) : file_(file), block_(block_size) {
  refill();
  const std::string_view start(block_.data(), end_);
  if (start.starts_with(gzip_mark)) {
    throw Error(Failure::input,
                fmt::format("is compressed; write zcat {0} | poolsize … with - in place of {0}",
                            quoted(file_.name())),
                {.file = file_.name()});
  }
  if (start.starts_with(byte_order_mark)) begin_ = byte_order_mark.size();
}

bool CsvLines::next() {
  while (true) {
    if (begin_ == end_) refill();
    if (begin_ == end_) return false;
    whole_ = take_line();
    ++line_;
    if (const std::size_t nul = whole_.find('\0'); nul != std::string_view::npos) {
      throw Error(Failure::input, "a NUL byte, so this is no text; give a text file",
                  where(whole_.substr(nul)));
    }
    text_ = without_blanks(whole_.substr(0, whole_.find('#')));
    if (!text_.empty()) return true;
  }
}

std::string_view CsvLines::take_line() {
  const auto line_end = [&]() -> const char* {
    return static_cast<const char*>(std::memchr(block_.data() + begin_, '\n', end_ - begin_));
  };
  const char* end = line_end();
  if (end == nullptr) {
    refill();
    end = line_end();
  }
  const std::size_t length =
      end != nullptr ? static_cast<std::size_t>(end - block_.data()) - begin_ : end_ - begin_;
  const std::string_view line(block_.data() + begin_, length);
  if (length > longest_line) {
    ++line_;
    whole_ = line;
    throw Error(
        Failure::input,
        fmt::format("a line of more than {} bytes, so this is no table; end each row with a line feed",
                    longest_line),
        where(line));
  }
  begin_ += length + (end != nullptr ? 1 : 0);
  return line;
}

/// Moves what is left to the front, and fills the block up.
void CsvLines::refill() {
  std::memmove(block_.data(), block_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  while (end_ < block_.size()) {
    const std::size_t got = file_.read(std::span(block_).subspan(end_), offset_);
    if (got == 0) return;
    end_ += got;
    offset_ += got;
  }
}

double CsvLines::share() const {
  const auto done = static_cast<double>(offset_ - (end_ - begin_));
  return file_.size() == 0 ? 1 : std::min(done / static_cast<double>(file_.size()), 1.0);
}

Location CsvLines::where(std::string_view part) const {
  constexpr std::int64_t most = std::numeric_limits<int>::max();
  return {.file = file_.name(),
          .line = static_cast<int>(std::min(line_, most)),
          .column = static_cast<int>(part.data() - whole_.data()) + 1};
}

}  // namespace poolsize::sources
