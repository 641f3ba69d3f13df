#include "instruction_set.hpp"

#include <array>
#include <cstddef>

namespace poolsize {

namespace {

struct Found {
  std::array<InstructionSet, 4> sets{InstructionSet::portable};
  std::size_t count = 1;
  void add(InstructionSet set) { sets.at(count++) = set; }
};

/// Each set needs all that Highway lets the compiler use for it (hwy/ops/set_macros-inl.h), and those before
/// it.
Found find_sets() {
  Found found;
#if defined(__x86_64__)
  if (!(__builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.1") &&
        __builtin_cpu_supports("sse4.2")))
    return found;
  found.add(InstructionSet::sse4);
  if (!(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("bmi2")))
    return found;
  found.add(InstructionSet::avx2);
  if (!(__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")))
    return found;
  found.add(InstructionSet::avx512);
#endif
  return found;
}

}  // namespace

std::string_view name_of(InstructionSet set) {
  constexpr std::string_view names[] = {"portable", "sse4", "avx2", "avx512"};
  return names[static_cast<std::size_t>(set)];
}

std::span<const InstructionSet> instruction_sets() {
  static const Found found = find_sets();
  return std::span(found.sets).first(found.count);
}

InstructionSet widest_instruction_set() { return instruction_sets().back(); }

}  // namespace poolsize
