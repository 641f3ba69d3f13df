# The system's packages first; where one is missing, the same release is fetched, pinned by its SHA-256.
# Each hash was read in a package collection that builds from the same archive, named beside it.
include(FetchContent)

# https://github.com/conan-io/conan-center-index recipes/cli11/all/conandata.yml
FetchContent_Declare(CLI11 SYSTEM
  URL https://github.com/CLIUtils/CLI11/archive/v2.1.2.tar.gz
  URL_HASH SHA256=26291377e892ba0e5b4972cdfd4a2ab3bf53af8dac1f4ea8fe0d1376b625c8cb
  FIND_PACKAGE_ARGS 2.1.2)

# https://github.com/conan-io/conan-center-index recipes/fmt/all/conandata.yml
FetchContent_Declare(fmt SYSTEM
  URL https://github.com/fmtlib/fmt/archive/9.1.0.tar.gz
  URL_HASH SHA256=5dea48d1fcddc3ec571ce2058e13910a0d4a6bab4cc09a809d8b1dd1c88ae6f2
  FIND_PACKAGE_ARGS 9.1)

# https://github.com/conan-io/conan-center-index recipes/nlohmann_json/all/conandata.yml
FetchContent_Declare(nlohmann_json SYSTEM
  URL https://github.com/nlohmann/json/archive/v3.11.2.tar.gz
  URL_HASH SHA256=d69f9deb6a75e2580465c6c4c5111b89c4dc2fa94e3a85fcd2ffcd9a143d9273
  FIND_PACKAGE_ARGS 3.11.2)

# Only the headers of Boost.Math, which since 1.76 stand alone. https://github.com/bazelbuild/bazel-central-registry
# modules/boost.math/1.83.0/source.json (the same digest in base64)
FetchContent_Declare(Boost SYSTEM
  URL https://github.com/boostorg/math/archive/refs/tags/boost-1.83.0.tar.gz
  URL_HASH SHA256=53e5f7539a66899fe0fca3080405cbd5f7959da5394ec13664746741aece1705
  FIND_PACKAGE_ARGS 1.74 CONFIG)

# Only headers. https://github.com/spack/spack var/spack/repos/builtin/packages/eigen/package.py
FetchContent_Declare(Eigen3 SYSTEM
  URL https://gitlab.com/libeigen/eigen/-/archive/3.4.0/eigen-3.4.0.tar.gz
  URL_HASH SHA256=8586084f71f9bde545ee7fa6d00288b264a2b7ac3607b974e54d13e7162c1c72
  FIND_PACKAGE_ARGS 3.4 NO_MODULE)

# Only headers: the library beside them is but for a dispatch that we do not use, and comes as a shared one.
# https://github.com/Homebrew/homebrew-core Formula/highway.rb (bottled until 2023)
FetchContent_Declare(hwy SYSTEM
  URL https://github.com/google/highway/archive/refs/tags/1.0.3.tar.gz
  URL_HASH SHA256=566fc77315878473d9a6bd815f7de78c73734acdcb745c3dde8579560ac5440e
  SOURCE_SUBDIR none
  FIND_PACKAGE_ARGS 1.0.3)

# https://github.com/conan-io/conan-center-index recipes/yaml-cpp/all/conandata.yml
set(YAML_CPP_BUILD_TOOLS OFF)
set(YAML_CPP_BUILD_CONTRIB OFF)
FetchContent_Declare(yaml-cpp SYSTEM
  URL https://github.com/jbeder/yaml-cpp/archive/yaml-cpp-0.7.0.tar.gz
  URL_HASH SHA256=43e6a9fcb146ad871515f0d0873947e5d497a1c9c60c58cb102a97b47208b7c3
  FIND_PACKAGE_ARGS 0.7)

# Only headers. https://github.com/chimera-linux/cports user/tomlplusplus/template.py
FetchContent_Declare(tomlplusplus SYSTEM
  URL https://github.com/marzer/tomlplusplus/archive/v3.4.0.tar.gz
  URL_HASH SHA256=8517f65938a4faae9ccf8ebb36631a38c1cadfb5efa85d9a72e15b9e97d25155)

# https://github.com/conan-io/conan-center-index recipes/doctest/2.x.x/conandata.yml
FetchContent_Declare(doctest SYSTEM
  URL https://github.com/doctest/doctest/archive/v2.4.9.tar.gz
  URL_HASH SHA256=19b2df757f2f3703a5e63cee553d85596875f06d91a3333acd80a969ef210856
  FIND_PACKAGE_ARGS 2.4.9)

# rapidcheck makes no releases. https://github.com/conan-io/conan-center-index recipes/rapidcheck/all/conandata.yml
FetchContent_Declare(rapidcheck SYSTEM
  URL https://github.com/emil-e/rapidcheck/archive/ff6af6fc683159deb51c543b065eba14dfcf329b.zip
  URL_HASH SHA256=60951dbc4de162622f51a4a34117c269a9921833a51dddce36f4cc80a5f7cf9f
  FIND_PACKAGE_ARGS)

set(BUILD_TESTING OFF)                   # fetched projects bring no tests of theirs
set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)    # and their option() heeds the line above
set(CMAKE_POLICY_VERSION_MINIMUM 3.5)    # CMake 4 refuses the minimum that some of them ask for
find_package(Threads REQUIRED)
FetchContent_MakeAvailable(CLI11 fmt nlohmann_json Boost Eigen3 hwy)
if(NOT TARGET Boost::headers)
  add_library(Boost::headers ALIAS boost_math)
endif()
add_library(highway_headers INTERFACE)
target_include_directories(highway_headers SYSTEM INTERFACE
  $<IF:$<TARGET_EXISTS:hwy::hwy>,$<TARGET_PROPERTY:hwy::hwy,INTERFACE_INCLUDE_DIRECTORIES>,${hwy_SOURCE_DIR}>)
# Debian's package names the shared library alone; the archive beside it costs nothing at start.
find_library(YAML_CPP_ARCHIVE libyaml-cpp.a)
add_library(poolsize_yaml INTERFACE)
if(YAML_CPP_ARCHIVE)
  target_link_libraries(poolsize_yaml INTERFACE ${YAML_CPP_ARCHIVE})
else()
  FetchContent_MakeAvailable(yaml-cpp)
  target_link_libraries(poolsize_yaml INTERFACE yaml-cpp)
endif()

# Debian's package wants its shared library; the headers can do without.
add_library(poolsize_toml INTERFACE)
target_compile_definitions(poolsize_toml INTERFACE TOML_HEADER_ONLY=1)
find_path(TOMLPLUSPLUS_HEADERS toml++/toml.h)
if(TOMLPLUSPLUS_HEADERS)
  target_include_directories(poolsize_toml SYSTEM INTERFACE ${TOMLPLUSPLUS_HEADERS})
else()
  FetchContent_MakeAvailable(tomlplusplus)
  target_link_libraries(poolsize_toml INTERFACE tomlplusplus::tomlplusplus)
endif()

if(POOLSIZE_TESTS)
  FetchContent_MakeAvailable(doctest rapidcheck)
  list(APPEND CMAKE_MODULE_PATH ${doctest_DIR} ${doctest_SOURCE_DIR}/scripts/cmake)
  include(doctest)    # doctest_discover_tests
endif()
