# Read by each run of cpack. Where a library lies differs from one RPM distribution to the next, so there the program
# comes alone.
if(CPACK_GENERATOR STREQUAL "RPM")
  set(CPACK_COMPONENTS_ALL program)
endif()
