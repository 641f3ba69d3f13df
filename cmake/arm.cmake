# 64-bit Arm on an x86-64 Debian: its cross compiler, and the packages from which only headers are taken.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
foreach(package fmt hwy Boost-1.74.0 boost_headers-1.74.0)
  string(REGEX REPLACE "-.*" "" name ${package})
  set(${name}_DIR /usr/lib/x86_64-linux-gnu/cmake/${package})
endforeach()
# Nothing that is compared reads YAML, so this is never linked.
set(YAML_CPP_ARCHIVE /usr/lib/x86_64-linux-gnu/libyaml-cpp.a)
