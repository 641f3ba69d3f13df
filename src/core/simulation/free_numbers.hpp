// Which numbers are free, the lowest first.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace poolsize {

class FreeNumbers {
 public:
  std::uint32_t take() {
    while (first_ < words_.size() && words_[first_] == 0) ++first_;
    if (first_ == words_.size()) words_.push_back(~std::uint64_t{0});
    std::uint64_t& word = words_[first_];
    const auto bit = static_cast<std::uint32_t>(std::countr_zero(word));
    word &= word - 1;
    return static_cast<std::uint32_t>(first_) * 64 + bit;
  }
  /// Requires: it was taken.
  void give_back(std::uint32_t number) {
    const std::size_t word = number / 64;
    words_[word] |= std::uint64_t{1} << (number % 64);
    if (word < first_) first_ = word;
  }

 private:
  std::vector<std::uint64_t> words_;  ///< a bit is set where a number is free
  std::size_t first_ = 0;             ///< nothing is free before this word
};

}  // namespace poolsize
