# Each warning earns its place.
add_library(poolsize_warnings INTERFACE)
target_compile_options(poolsize_warnings INTERFACE
  -Wall -Wextra          # the baseline of both compilers
  -Wpedantic             # the language, not one compiler's dialect of it
  -Wconversion           # a count that silently becomes a shorter one is a wrong answer
  -Wsign-conversion      # -1 (unlimited) must never become 4294967295
  -Wshadow               # two things of one name in one place mislead the reader
  -Wnon-virtual-dtor     # the narrow interfaces to the outside are deleted through their base
  -Wold-style-cast       # a cast says which kind it is
  -Wdouble-promotion     # float has no place here
  -Wno-missing-field-initializers  # designated initialisers name what differs from the defaults
  $<$<BOOL:${POOLSIZE_DEVELOPER}>:-Werror>)
