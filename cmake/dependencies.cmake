# Header-only dependencies, as system includes so that our warnings do not apply to them.
function(headwater_headers name folder probe hint)
  find_path(${name}_FOUND_INCLUDE NAMES ${probe} HINTS "${folder}" PATH_SUFFIXES eigen3
            NO_CMAKE_FIND_ROOT_PATH)
  if(NOT ${name}_FOUND_INCLUDE)
    message(FATAL_ERROR "${probe} was not found. Set ${hint}, or run `node scripts/setup.mjs`.")
  endif()
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE "${${name}_FOUND_INCLUDE}")
endfunction()

headwater_headers(headwater_eigen "${HEADWATER_EIGEN_INCLUDE}" Eigen/Core HEADWATER_EIGEN_INCLUDE)
target_compile_definitions(headwater_eigen INTERFACE EIGEN_MPL2_ONLY)

# An independent maximum flow to compare ours with.
if(HEADWATER_TESTS)
  headwater_headers(headwater_boost "${HEADWATER_BOOST_INCLUDE}"
                    boost/graph/push_relabel_max_flow.hpp HEADWATER_BOOST_INCLUDE)
endif()
