# What an engineer links with, and what the command needs: bin, lib, include/nansen,
# share/nansen/stdlib. Libraries find each other where they stand side by side.
include(GNUInstallDirs)

install(TARGETS nansen RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# The command looks for the back end in ../lib; libnansen for both beside itself.
set(libraries nansen-compiler)
if(TARGET nansen-native)
  list(APPEND libraries nansen-native)
endif()
install(TARGETS ${libraries} LIBRARY DESTINATION lib)
install(TARGETS nansen-embed EXPORT nansen LIBRARY DESTINATION lib)
install(DIRECTORY runtime/include/nansen DESTINATION include)
install(DIRECTORY stdlib DESTINATION share/nansen FILES_MATCHING PATTERN "*.treaty")

# For `pkg-config --cflags --libs nansen`, and for find_package(nansen) with the target nansen::nansen.
file(WRITE ${PROJECT_BINARY_DIR}/nansen.pc
"prefix=\${pcfiledir}/../..
includedir=\${prefix}/include
libdir=\${prefix}/lib

Name: nansen
Description: Evaluators of treaty provisions
Version: ${PROJECT_VERSION}
Cflags: -I\${includedir}
Libs: -L\${libdir} -lnansen
")
install(FILES ${PROJECT_BINARY_DIR}/nansen.pc DESTINATION lib/pkgconfig)
set_target_properties(nansen-embed PROPERTIES EXPORT_NAME nansen)
include(CMakePackageConfigHelpers)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/nansen-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/nansen-config-version.cmake DESTINATION lib/cmake/nansen)
install(EXPORT nansen NAMESPACE nansen:: FILE nansen-config.cmake DESTINATION lib/cmake/nansen)
