// How long each stage of a run took.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace nansen::session {

/// Wall time by stage, in the order the stages first began. Times of one stage add up.
class Timings {
 public:
  struct Stage {
    std::string name;
    std::chrono::nanoseconds time{};
  };

  /// Counts the time until its destruction as time of one stage.
  class Scope {
   public:
    Scope(Timings& timings, std::string_view stage)
        : timings_(timings), stage_(stage), begin_(std::chrono::steady_clock::now()) {}
    ~Scope() { timings_.add(stage_, std::chrono::steady_clock::now() - begin_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Timings& timings_;
    std::string_view stage_;
    std::chrono::steady_clock::time_point begin_;
  };

  void add(std::string_view stage, std::chrono::nanoseconds time) {
    for (Stage& known : stages_) {
      if (known.name == stage) {
        known.time += time;
        return;
      }
    }
    stages_.push_back({std::string(stage), time});
  }
  const std::vector<Stage>& stages() const { return stages_; }

 private:
  std::vector<Stage> stages_;
};

}  // namespace nansen::session
