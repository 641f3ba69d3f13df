# What every target of ours is compiled with; linked privately, so nobody who uses the library inherits it.
add_library(poolsize_settings INTERFACE)
target_compile_features(poolsize_settings INTERFACE cxx_std_20)
# Multiply-adds must not be fused: the same seed gives the same bytes on every machine.
target_compile_options(poolsize_settings INTERFACE -ffp-contract=off)
# GCC clones inline functions into every object (its -fipa-sra), and no linker merges them: 186 times fmt's slow path.
# In Release alone: clang-tidy is given what the compiler is, and knows no such option.
include(CheckCXXCompilerFlag)
check_cxx_compiler_flag(-fno-ipa-sra POOLSIZE_KNOWS_IPA_SRA)
if(POOLSIZE_KNOWS_IPA_SRA)
  target_compile_options(poolsize_settings INTERFACE $<$<CONFIG:Release>:-fno-ipa-sra>)
endif()

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, RelWithDebInfo or Debug" FORCE)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
