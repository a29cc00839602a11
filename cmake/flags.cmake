# headwater_flags: how our own sources are compiled. Never applied to what others wrote.
add_library(headwater_flags INTERFACE)
target_compile_features(headwater_flags INTERFACE cxx_std_20)
target_compile_options(headwater_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  # Contracted multiply-adds would make native results differ from WebAssembly's.
  -ffp-contract=off
  # Errors are values; a throw from WebAssembly would arrive in JavaScript as a bare number.
  -fno-exceptions)
if(HEADWATER_STRICT)
  target_compile_options(headwater_flags INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # At -O3 it takes the joining of two strings for an overlapping copy (GCC bug 105651).
  target_compile_options(headwater_flags INTERFACE -Wno-restrict)
endif()
if(EMSCRIPTEN)
  # AVX emulated on 128-bit SIMD takes Eigen's wider path: 31-34 GFLOPS against 20 with
  # -msimd128 alone (matrix product, n = 512).
  target_compile_options(headwater_flags INTERFACE -msimd128 -mavx2)
  # Binaryen would join every function with its only caller, whatever their size; a browser makes
  # slower code of the giants that come of it (flow: -13 % time at n = 128, -35 % at n = 6).
  set(HEADWATER_KEEP_FUNCTIONS_APART --one-caller-inline-max-function-size=400)
endif()
if(HEADWATER_SANITIZE)
  target_compile_options(headwater_flags INTERFACE
    -fsanitize=${HEADWATER_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(headwater_flags INTERFACE -fsanitize=${HEADWATER_SANITIZE})
endif()
if(HEADWATER_FUZZ)
  target_compile_options(headwater_flags INTERFACE
    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
  target_link_options(headwater_flags INTERFACE -fsanitize=address,undefined)
endif()
