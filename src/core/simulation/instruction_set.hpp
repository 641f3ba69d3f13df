// Which vector instructions the simulation uses. Every set gives the same bytes; the widest is the fastest.
#pragma once

#include <span>
#include <string_view>

namespace poolsize {

enum class InstructionSet {
  portable,  ///< whatever the compiler may assume of the machine; NEON on 64-bit Arm
  sse4,
  avx2,
  avx512,
};

/// "portable", "sse4", "avx2" or "avx512".
std::string_view name_of(InstructionSet);

/// What this machine can do, from the narrowest to the widest; never empty.
std::span<const InstructionSet> instruction_sets();

/// The last of instruction_sets().
InstructionSet widest_instruction_set();

}  // namespace poolsize
