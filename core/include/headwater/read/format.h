#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace headwater {

// What kind of file an input is. Known by its content, never by its name.
enum class InputFormat : std::uint8_t {
  kJson,  // and whatever looks like nothing else
  kNpy,
  kSafetensors,
  kGzip,
  kZip,  // .npz among them
  kHtml,
  kNotebook,
  kJavaScript,
  kPickle,  // torch.save of old, pickle.dump
  kHdf5,
};

// Bytes from the start of an input that SniffFormat looks at; fewer when the input is shorter.
inline constexpr std::size_t kSniffBytes = 1024;

// `start` is the first kSniffBytes of an input, or all of it.
InputFormat SniffFormat(std::span<const char> start);

// "a notebook", for messages.
std::string_view FormatName(InputFormat format);

}  // namespace headwater
