// The version of this library, and of the program that is built with it: numbers for the preprocessor. As
// long as the first is 0, the second changes with whatever a user of the library has to change for
// (semantic versioning 2.0.0, rule 4). CMakeLists.txt and all packages read it here.
#pragma once

#define POOLSIZE_VERSION_MAJOR 0
#define POOLSIZE_VERSION_MINOR 1
#define POOLSIZE_VERSION_PATCH 0
