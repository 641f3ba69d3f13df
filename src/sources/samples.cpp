#include "samples.hpp"

#include "place.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

namespace poolsize::sources {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view blanks = " \t";

enum class Kind : unsigned char { other, separator, number, letter };

/// What a byte may begin; those of µ count as letters.
constexpr std::array<Kind, 256> kinds = [] {
  std::array<Kind, 256> result{};
  for (const char c : std::string_view(" \t\r\n\v\f,"))
    result[static_cast<unsigned char>(c)] = Kind::separator;
  for (const char c : std::string_view("+-.0123456789")) result[static_cast<unsigned char>(c)] = Kind::number;
  for (std::size_t c = 'a'; c <= 'z'; ++c) result[c] = result[c - 'a' + 'A'] = Kind::letter;
  for (std::size_t c = 0x80; c <= 0xFF; ++c) result[c] = Kind::letter;
  return result;
}();

Kind kind_of(char c) { return kinds[static_cast<unsigned char>(c)]; }

class Reader {
 public:
  Reader(std::string_view text, std::string_view file_name) : text_(text), file_name_(file_name) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  }

  std::vector<Duration> read() {
    std::vector<Duration> samples;
    for (skip_between(); at_ < text_.size(); skip_between()) samples.push_back(take_sample());
    if (samples.empty())
      refuse_all("no samples; give hold times such as 12ms, separated by white space or commas");
    const auto is_zero = [](Duration sample) { return sample.seconds == 0; };
    if (std::ranges::all_of(samples, is_zero))
      refuse_all("every sample is 0; give hold times of a finer resolution");
    return samples;
  }

 private:
  void skip_between() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      } else if (kind_of(text_[at_]) != Kind::separator) {
        return;
      } else {
        ++at_;
      }
    }
  }

  Duration take_sample() {
    const std::size_t begin = at_;
    const double value = take_number();
    const double seconds = value * take_unit(begin);
    const bool ended = at_ == text_.size() || text_[at_] == '#' || kind_of(text_[at_]) == Kind::separator;
    if (!ended) refuse(begin, not_a_duration);
    if (!std::isfinite(seconds)) refuse(begin, out_of_range);
    return {seconds};
  }

  double take_number() {
    const std::size_t begin = at_;
    if (kind_of(text_[at_]) != Kind::number) refuse(begin, not_a_duration);
    if (text_[at_] == '+') ++at_;
    double value = 0;
    const auto [end, failure] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (failure == std::errc::result_out_of_range) refuse(begin, out_of_range);
    if (failure != std::errc{} || !std::isfinite(value)) refuse(begin, not_a_duration);
    if (value < 0) refuse(begin, "is negative; a hold time is 0 or more");
    at_ = static_cast<std::size_t>(end - text_.data());
    return std::abs(value);  // "-0" is 0
  }

  /// Seconds in the unit that stands here, behind blanks or not; 1 if there is none.
  double take_unit(std::size_t sample_begin) {
    const std::size_t begin = std::min(text_.find_first_not_of(blanks, at_), text_.size());
    std::size_t end = begin;
    while (end < text_.size() && kind_of(text_[end]) == Kind::letter) ++end;
    if (end == begin) return 1;
    const std::string_view unit = text_.substr(begin, end - begin);
    if (unit != known_unit_) {
      const std::optional<double> seconds = seconds_per(unit);
      if (!seconds) {
        refuse(sample_begin, end,
               fmt::format("has the unknown unit {}; write ns, us, ms, s, m or h", quoted(unit)));
      }
      known_unit_ = unit;
      known_seconds_ = *seconds;
    }
    at_ = end;
    return known_seconds_;
  }

  static constexpr std::string_view not_a_duration =
      "is not a duration; write numbers, such as 12ms or 0.012, between white space or commas, and # before "
      "a comment";
  static constexpr std::string_view out_of_range = "is out of range; write a number from 1e-300 to 1e300";

  [[noreturn]] void refuse(std::size_t begin, std::string_view why) const {
    std::size_t end = begin;
    while (end < text_.size() && text_[end] != '#' && kind_of(text_[end]) != Kind::separator) ++end;
    refuse(begin, end, why);
  }

  [[noreturn]] void refuse(std::size_t begin, std::size_t end, std::string_view why) const {
    const std::size_t nul = text_.find('\0');
    if (nul != std::string_view::npos) {
      throw Error(Failure::input, "a NUL byte, so this is no text; give a text file",
                  place_of(text_, nul, file_name_));
    }
    throw Error(Failure::input, fmt::format("{} {}", quoted(text_.substr(begin, end - begin)), why),
                place_of(text_, begin, file_name_));
  }

  [[noreturn]] void refuse_all(const char* why) const {
    throw Error(Failure::input, why, {.file = std::string(file_name_)});
  }

  std::string_view text_;
  std::string_view file_name_;
  std::size_t at_ = 0;
  std::string_view known_unit_;  ///< the last one: nearly always the next one too
  double known_seconds_ = 1;
};

}  // namespace

std::vector<Duration> parse_samples(std::string_view text, std::string_view file_name) {
  return Reader(text, file_name).read();
}

}  // namespace poolsize::sources
