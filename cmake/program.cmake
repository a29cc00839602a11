# headwater_program(NAME SOURCES...): one program over the core, native or, cross-compiled, for Node.
function(headwater_program name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE headwater_core headwater_flags)
  if(EMSCRIPTEN)
    target_link_options(${name} PRIVATE
      # 64 KB, the default, overflows inside Eigen.
      -sSTACK_SIZE=1MB -sALLOW_MEMORY_GROWTH -sEXIT_RUNTIME -sENVIRONMENT=node
      -sBINARYEN_EXTRA_PASSES=${HEADWATER_KEEP_FUNCTIONS_APART})
    # package.json makes every .js an ES module, which Emscripten's code for Node is not.
    set_target_properties(${name} PROPERTIES SUFFIX .cjs)
  endif()
endfunction()
