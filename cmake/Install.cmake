# What `cmake --install` puts below the prefix. Nothing of it holds the prefix, so the tree may be moved.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(POOLSIZE_ZSH_DIR ${CMAKE_INSTALL_DATADIR}/zsh/site-functions CACHE STRING "Where zsh looks for completions")

# --- The program ---

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)
install(TARGETS poolsize)

function(poolsize_install destination)
  list(TRANSFORM ARGN PREPEND ${PROJECT_SOURCE_DIR}/)
  file(GLOB files CONFIGURE_DEPENDS ${ARGN})
  install(FILES ${files} DESTINATION ${destination})
endfunction()

poolsize_install(${CMAKE_INSTALL_DATADIR}/bash-completion/completions completions/bash/*)
poolsize_install(${POOLSIZE_ZSH_DIR} completions/zsh/*)
poolsize_install(${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d completions/fish/*)
foreach(section 1 5 7)
  poolsize_install(${CMAKE_INSTALL_MANDIR}/man${section} man/*.${section})
endforeach()
poolsize_install(${CMAKE_INSTALL_DATADIR}/poolsize/schemas schemas/*.schema.json)
poolsize_install(${CMAKE_INSTALL_DOCDIR} LICENSE CHANGELOG.md packaging/copyright)

# --- The library ---

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME library)
set_target_properties(poolsize_core PROPERTIES OUTPUT_NAME poolsize EXPORT_NAME poolsize)
install(TARGETS poolsize_core EXPORT poolsize INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/poolsize DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/poolsize)
install(EXPORT poolsize NAMESPACE poolsize:: DESTINATION ${package} FILE poolsize-targets.cmake)
write_basic_package_version_file(poolsize-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/poolsize-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/poolsize-config-version.cmake DESTINATION ${package})

cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
  OUTPUT_VARIABLE POOLSIZE_UP)
configure_file(${PROJECT_SOURCE_DIR}/cmake/poolsize.pc.in poolsize.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/poolsize.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
