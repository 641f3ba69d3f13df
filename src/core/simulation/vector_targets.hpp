// What must be said before the first of Highway's headers. A kernel is compiled once per instruction set, and
// instruction_set.cpp knows which one this machine has: so the headers of Highway are enough. Its own
// dispatch lives in a library that comes as a shared one only, and the program is linked without any.
#pragma once

// Left out: sets that no machine ends with, and vectors of unknown length, which cannot be kept in arrays.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
// Neither is needed, and not every compiler can ask the processor for them.
#define HWY_DISABLE_F16C
#define HWY_DISABLE_PCLMUL_AES

// On 64-bit Arm there is nothing to choose, NEON is always there. Without this Highway would also assume the
// cryptographic instructions, which a Raspberry Pi 4 has not.
#if defined(__aarch64__)
#define TOOLCHAIN_MISS_SYS_AUXV_H
#endif

#include <hwy/detect_targets.h>

// A case for each set that was compiled beside the one that the compiler may assume anyway; `name` is what
// the kernel's file defines in each.
#if HWY_TARGETS & HWY_SSE4 & ~HWY_STATIC_TARGET
#define POOLSIZE_SSE4(name)  \
  case InstructionSet::sse4: \
    return N_SSE4::name;
#else
#define POOLSIZE_SSE4(name)
#endif
#if HWY_TARGETS & HWY_AVX2 & ~HWY_STATIC_TARGET
#define POOLSIZE_AVX2(name)  \
  case InstructionSet::avx2: \
    return N_AVX2::name;
#else
#define POOLSIZE_AVX2(name)
#endif
#if HWY_TARGETS & HWY_AVX3 & ~HWY_STATIC_TARGET
#define POOLSIZE_AVX512(name)  \
  case InstructionSet::avx512: \
    return N_AVX3::name;
#else
#define POOLSIZE_AVX512(name)
#endif
#define POOLSIZE_RETURN_FOR(set, name) \
  switch (set) {                       \
    POOLSIZE_SSE4(name)                \
    POOLSIZE_AVX2(name)                \
    POOLSIZE_AVX512(name)              \
    default:                           \
      return HWY_NAMESPACE::name;      \
  }
