// A queue of runs of cases and the threads that take from it. Used inside this room only.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#include "compiler/execute/evaluator.h"

namespace nansen::execute {

/// Consecutive cases.
struct Run {
  std::size_t first = 0;
  std::size_t count = 0;
};

class RunQueue {
 public:
  /// Cuts `rows` cases for `threads` threads: into several runs each, so that one that is slower
  /// than others takes fewer, but into no shorter ones than it takes to fetch ahead.
  RunQueue(std::size_t rows, unsigned threads) : rows_(rows) {
    constexpr std::size_t runs_a_thread = 16;
    const std::size_t pieces = (rows + piece_rows - 1) / piece_rows;
    const std::size_t wanted = threads == 1 ? 1 : threads * runs_a_thread;
    run_ = std::max<std::size_t>(1, pieces / wanted) * piece_rows;
    if (threads == 1) run_ = std::max<std::size_t>(pieces, 1) * piece_rows;
  }

  /// The next run; nothing iff all are taken or the queue was closed.
  std::optional<Run> next() {
    const std::size_t first = next_.fetch_add(run_, std::memory_order_relaxed);
    if (first >= rows_) return std::nullopt;
    return Run{first, std::min(run_, rows_ - first)};
  }
  void close() { next_.store(rows_, std::memory_order_relaxed); }

 private:
  std::size_t rows_;
  std::size_t run_ = piece_rows;
  std::atomic<std::size_t> next_ = 0;
};

/// Calls `work(queue, thread)` on at most `threads` threads (0: one a processor), no more than
/// there are pieces; true iff all calls return true. After one that does not, no further run is
/// given out.
template <typename Work>
bool in_runs(std::size_t rows, unsigned threads, const Work& work) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t pieces = (rows + piece_rows - 1) / piece_rows;
  threads = static_cast<unsigned>(std::clamp<std::size_t>(pieces, 1, threads));
  RunQueue queue(rows, threads);
  std::atomic<bool> good = true;
  std::vector<std::exception_ptr> thrown(threads);
  const auto one = [&](unsigned thread) {
    try {
      if (work(queue, thread)) return;
    } catch (...) {
      thrown[thread] = std::current_exception();
    }
    good.store(false, std::memory_order_relaxed);
    queue.close();
  };
  {
    std::vector<std::jthread> others;
    try {
      for (unsigned thread = 1; thread < threads; ++thread) others.emplace_back(one, thread);
    } catch (const std::system_error&) {
      // The system gives no more threads: those that there are do the work.
    }
    one(0);
  }
  for (const std::exception_ptr& each : thrown) {
    if (each) std::rethrow_exception(each);
  }
  return good.load(std::memory_order_relaxed);
}

}  // namespace nansen::execute
