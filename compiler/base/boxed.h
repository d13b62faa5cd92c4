// A value kept elsewhere, for types that hold themselves: a tree whose copies share nothing.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace nansen {

/// Owns one T, or nothing. A copy owns a copy of it. T may be incomplete where a Boxed<T> is only
/// named, such as in T's own members. (C++26 has std::indirect, which is never empty.)
template <typename T>
class Boxed {
 public:
  Boxed() = default;
  // NOLINTBEGIN(google-explicit-constructor): as std::unique_ptr, whose place it takes
  Boxed(std::nullptr_t) {}
  Boxed(std::unique_ptr<T> held) : held_(std::move(held)) {}
  // NOLINTEND(google-explicit-constructor)
  Boxed(const Boxed& other) : held_(other.held_ ? std::make_unique<T>(*other.held_) : nullptr) {}
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(const Boxed& other) {
    if (this != &other) *this = Boxed(other);
    return *this;
  }
  Boxed& operator=(Boxed&&) noexcept = default;
  ~Boxed() = default;

  explicit operator bool() const { return held_ != nullptr; }
  T& operator*() { return *held_; }
  const T& operator*() const { return *held_; }
  T* operator->() { return held_.get(); }
  const T* operator->() const { return held_.get(); }
  T* get() { return held_.get(); }
  const T* get() const { return held_.get(); }
  friend bool operator==(const Boxed& box, std::nullptr_t) { return box.held_ == nullptr; }

 private:
  std::unique_ptr<T> held_;
};

}  // namespace nansen
