#include <poolsize/suggest.hpp>

#include <string>
#include <utility>
#include <vector>

namespace poolsize {
namespace {

constexpr char separator = '_';
constexpr int letter_cost = 2;
constexpr int separator_cost = 1;
// Both dearer than a slip of one letter, so that a plain misspelling wins; a forgotten word is likelier than
// a wrong one.
constexpr int missing_word_cost = 3;
constexpr int surplus_word_cost = 4;
/// Four misspellings in five are a single slip (Damerau, CACM 7 (1964) 171–176); with two, nearly all are
/// covered, and DATABASE_POOL_NAME is not yet DATABASE_POOL_SIZE.
constexpr std::size_t most_letters = 2;
constexpr std::size_t letters_per_slip = 3;

std::string folded(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c == '-') c = separator;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

int cost(char c) { return c == separator ? separator_cost : letter_cost; }

/// Optimal string alignment by three rows of the usual table; row[j] is the distance from the read part of
/// `a` to the first j characters of `b`.
int alignment(std::string_view a, std::string_view b) {
  std::vector<int> before;
  std::vector<int> last;
  std::vector<int> row{0};
  for (const char c : b) row.push_back(row.back() + cost(c));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before = std::exchange(last, row);
    row[0] += cost(a[i - 1]);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({last[j] + cost(a[i - 1]), row[j - 1] + cost(b[j - 1]),
                         last[j - 1] + (same ? 0 : std::max(cost(a[i - 1]), cost(b[j - 1])))});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + letter_cost);
    }
  }
  return row.back();
}

std::vector<std::string_view> sorted_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  std::ranges::sort(words);
  return words;
}

/// Whether the words of `fewer`, two at least, are all words of `more`, which has at most one that is not
/// shared.
bool all_but_one(const std::vector<std::string_view>& more, const std::vector<std::string_view>& fewer) {
  return fewer.size() >= 2 && fewer.size() + 1 >= more.size() && std::ranges::includes(more, fewer);
}

}  // namespace

std::optional<int> slip_distance(std::string_view typed, std::string_view name) {
  const std::string a = folded(typed);
  const std::string b = folded(name);
  const auto [shorter, longer] = std::minmax({a.size(), b.size()});
  const int limit = letter_cost * static_cast<int>(std::min(most_letters, shorter / letters_per_slip));

  // Every surplus character costs at least a separator: no need to align a megabyte to see that it is too
  // far.
  const bool may_align = longer - shorter <= static_cast<std::size_t>(limit);
  if (may_align) {
    const int distance = alignment(a, b);
    if (distance <= limit) return distance;
  }
  const std::vector<std::string_view> typed_words = sorted_words(a);
  const std::vector<std::string_view> name_words = sorted_words(b);
  if (all_but_one(name_words, typed_words)) return missing_word_cost;
  if (all_but_one(typed_words, name_words)) return surplus_word_cost;
  return std::nullopt;
}

}  // namespace poolsize
