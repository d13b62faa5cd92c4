// Blocks of rows first, native code beside them: what is over soon never waits for a compiler, and
// what takes long is answered by machine code for the most part.
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "compiler/session/engine.h"

namespace nansen::session {

namespace {

std::atomic<bool> may_leave{false};
std::atomic<int> left{0};  // threads that no one waits for

/// What the engine and its thread share. The thread writes `native` before it says `done`, and
/// touches it no more; the engine looks at it after that alone.
struct Making {
  ir::Module module;
  backend::Options options;
  std::atomic<bool> is_wanted{true};
  std::atomic<bool> is_done{false};
  std::unique_ptr<Engine> native;  // null where it cannot be made
};

void make(Making& making) {
  // One at a time: whoever watches a draft makes one after another, and wants the last.
  static std::mutex turn;
  const std::lock_guard lock(turn);
  if (making.is_wanted) {
    std::string error;
    making.native = make_native(making.module, making.options, error);
  }
  making.is_done.store(true, std::memory_order_release);
}

class AutomaticEngine final : public Engine {
 public:
  AutomaticEngine(const ir::Module& module, const backend::Options& options,
                  std::chrono::nanoseconds patience)
      : module_(module),
        now_(make_blockwise(module)),
        making_(std::make_shared<Making>()),
        patience_(patience) {
    making_->options = options;
  }

  ~AutomaticEngine() override {
    making_->is_wanted = false;
    if (!thread_.joinable()) return;
    if (!may_leave || making_->is_done) {
      thread_.join();
    } else {
      thread_.detach();
    }
  }

  void evaluate(const runtime::Batch& batch, runtime::Results& results) override {
    if (is_native_ready()) take_over();
    const auto begin = std::chrono::steady_clock::now();
    now_->evaluate(batch, results);
    worked_ += std::chrono::steady_clock::now() - begin;
    if (worked_ >= patience_) start();
  }

  EngineKind next() const override {
    return is_native_ready() && making_->native != nullptr ? EngineKind::Native : now_->next();
  }

 private:
  bool is_native_ready() const {
    return thread_.joinable() && making_->is_done.load(std::memory_order_acquire);
  }

  void take_over() {
    thread_.join();
    if (making_->native != nullptr) now_ = std::move(making_->native);
  }

  void start() {
    if (is_started_) return;
    is_started_ = true;
    making_->module = module_;
    ++left;
    try {
      thread_ = std::thread([making = making_]() mutable {
        make(*making);
        making.reset();
        --left;
      });
    } catch (const std::system_error&) {
      --left;  // no thread to be had: the blocks of rows go on
    }
  }

  const ir::Module& module_;
  std::unique_ptr<Engine> now_;
  std::shared_ptr<Making> making_;
  std::chrono::nanoseconds patience_;
  std::chrono::nanoseconds worked_{};
  bool is_started_ = false;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Engine> make_automatic(const ir::Module& module, const backend::Options& options,
                                       std::chrono::nanoseconds patience) {
  return std::make_unique<AutomaticEngine>(module, options, patience);
}

void leave_work_unfinished() { may_leave = true; }
bool is_work_left() { return left != 0; }

}  // namespace nansen::session
