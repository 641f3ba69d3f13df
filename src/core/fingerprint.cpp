#include <poolsize/fingerprint.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <string_view>

namespace poolsize {
namespace {

/// FNV-1a, 64 bits (www.isthe.com/chongo/tech/comp/fnv).
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 14'695'981'039'346'656'037U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  return value;
}

std::string_view without_here(std::string_view file) {
  while (file.starts_with("./")) file.remove_prefix(2);
  return file;
}

}  // namespace

std::vector<std::string> fingerprints(std::span<const Finding> findings) {
  std::vector<std::string> prints;
  std::map<std::string, int> times;
  for (const Finding& finding : findings) {
    const std::string known_by = fmt::format(
        "{}\n{}\n{}\n{}\n", finding.rule, without_here(finding.where.file), finding.variable, finding.value);
    const int before = times[known_by]++;
    prints.push_back(
        fmt::format("{:016x}", hash(before == 0 ? known_by : known_by + std::to_string(before))));
  }
  return prints;
}

}  // namespace poolsize
