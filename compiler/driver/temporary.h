// A file that stands beside the one it is to become, and is gone when the run ends in any other
// way: by an error, or by a signal.
#pragma once

#include <atomic>
#include <cstdio>
#include <string>

namespace nansen::driver {

class Temporary {
 public:
  Temporary() = default;
  /// Removes the file unless it has become another.
  ~Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  /// Makes an empty file beside `target`, with the rights that a new file has (with `secret`, for
  /// its owner alone), and opens it for writing. Null iff it cannot be made; `errno` says why.
  std::FILE* create(const std::string& target, bool secret);
  /// Moves the file, which must be closed, to `target`, in place of what stands there. False iff it
  /// cannot be moved; `errno` says why.
  bool become(const std::string& target);

 private:
  friend void remove_temporaries(int);

  void enlist();
  void strike_off();

  std::string name_;
  bool listed_ = false;
  std::atomic<Temporary*> next_{nullptr};
};

}  // namespace nansen::driver
