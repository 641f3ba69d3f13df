# What cpack makes of it: -G DEB (program and library), -G RPM (program). ./dev package calls it, and packs a .tar.gz.
set(CPACK_PACKAGE_VENDOR "poolsize contributors")
set(CPACK_PACKAGE_CONTACT "poolsize contributors <poolsize@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "right-size database connection pools and prove it")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "poolsize turns traffic into settings for SQLAlchemy's and asyncpg's connection
pools on PostgreSQL, gives the reason for every number, predicts waits and
time-outs, and keeps bad settings out of a repository.")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "What poolsize computes, as a static C++20 library with its headers, for CMake
and pkg-config: settings for traffic, predictions, checks, simulations.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR DEB RPM)
set(CPACK_COMPONENTS_ALL program library)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1~upstream)    # which is before the distribution's own 1
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME poolsize)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libpoolsize-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/debian.cmake ${PROJECT_SOURCE_DIR}/packaging/times.cmake)

set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/packaging/rpm.cmake)
set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_MAIN_COMPONENT program)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_DESCRIPTION ${CPACK_COMPONENT_PROGRAM_DESCRIPTION})
set(CPACK_RPM_PACKAGE_LICENSE MIT)
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION    # folders that other packages own
  /usr/share/man /usr/share/man/man1 /usr/share/man/man5 /usr/share/man/man7 /usr/share/bash-completion
  /usr/share/bash-completion/completions /usr/share/zsh /usr/share/zsh/site-functions /usr/share/fish
  /usr/share/fish/vendor_completions.d)
# The same bytes wherever and whenever it is built; the time is SOURCE_DATE_EPOCH's.
set(CPACK_RPM_SPEC_MORE_DEFINE "%define _buildhost localhost
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _build_id_links none")
include(CPack)
