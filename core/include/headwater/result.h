#pragma once

#include <cassert>
#include <utility>
#include <variant>

#include "headwater/error.h"

namespace headwater {

// A value, or the one error that stands in its way: the part of C++23's std::expected that the
// library needs. Nothing is thrown across the library's border.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Only after ok().
  const T& value() const& { return *Checked<0>(); }
  T& value() & { return *Checked<0>(); }
  T&& value() && { return std::move(*Checked<0>()); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  // Only after !ok().
  const Error& error() const& { return *Checked<1>(); }
  Error&& error() && { return std::move(*Checked<1>()); }

 private:
  template <std::size_t kIndex>
  auto* Checked() {
    auto* held = std::get_if<kIndex>(&state_);
    assert(held != nullptr);
    return held;
  }
  template <std::size_t kIndex>
  const auto* Checked() const {
    const auto* held = std::get_if<kIndex>(&state_);
    assert(held != nullptr);
    return held;
  }

  std::variant<T, Error> state_;
};

}  // namespace headwater
