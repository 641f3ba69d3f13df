# Run by cpack before it packs: what a .deb has otherwise than the tree that is installed (Debian Policy 10.1,
# 12.1, 12.5, 12.7).
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()

function(poolsize_compress)
  execute_process(COMMAND gzip --best --no-name ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

foreach(part PROGRAM LIBRARY)
  string(TOLOWER ${part} folder)
  set(name ${CPACK_DEBIAN_${part}_PACKAGE_NAME})
  set(${part} ${CPACK_TEMPORARY_DIRECTORY}/${folder}/usr)
  set(doc ${${part}}/share/doc/${name})
  file(MAKE_DIRECTORY ${doc})
  file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/copyright ${doc}/copyright)
  file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/../CHANGELOG.md ${doc}/changelog)
  # A checkout may have them otherwise.
  file(CHMOD ${doc}/copyright ${doc}/changelog PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)    # SOURCE_DATE_EPOCH
  file(WRITE ${doc}/changelog.Debian
"poolsize (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * See changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
  poolsize_compress(${doc}/changelog ${doc}/changelog.Debian)
endforeach()

file(REMOVE ${PROGRAM}/share/doc/poolsize/LICENSE ${PROGRAM}/share/doc/poolsize/CHANGELOG.md)
file(GLOB pages ${PROGRAM}/share/man/man*/*)
poolsize_compress(${pages})
foreach(file ${PROGRAM}/bin/poolsize ${LIBRARY}/lib/*/libpoolsize.a)
  file(GLOB file ${file})
  execute_process(COMMAND strip --strip-debug --enable-deterministic-archives --remove-section=.comment
    --remove-section=.note ${file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
