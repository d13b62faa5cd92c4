// How long each stage of a run took.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nansen::session {

/// Wall time by stage, in the order the stages first began. Times of one stage add up; that of a
/// stage inside another is not the other's as well.
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
        : timings_(timings), stage_(stage), around_(timings.innermost_) {
      if (around_ != nullptr) around_->pause();
      timings_.innermost_ = this;
      begin_ = std::chrono::steady_clock::now();
    }
    ~Scope() {
      pause();
      timings_.innermost_ = around_;
      if (around_ != nullptr) around_->begin_ = std::chrono::steady_clock::now();
    }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    void pause() { timings_.add(stage_, std::chrono::steady_clock::now() - begin_); }

    Timings& timings_;
    std::string_view stage_;
    Scope* around_;
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

  /// The first answers are handed on now, `since_begin` after the process began. Later calls say
  /// nothing.
  void note_first_answer(std::chrono::nanoseconds since_begin) {
    if (!first_answer_) first_answer_ = since_begin;
  }
  /// Nothing where no one has noted it.
  std::optional<std::chrono::nanoseconds> first_answer() const { return first_answer_; }

 private:
  std::optional<std::chrono::nanoseconds> first_answer_;
  std::vector<Stage> stages_;
  Scope* innermost_ = nullptr;
};

}  // namespace nansen::session
