#include "compiler/embed/answerer.h"

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "compiler/backend/evaluator.h"
#include "compiler/blockwise/blockwise.h"
#include "compiler/embed/boundary.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/plan/plan.h"

namespace nansen::embed {

namespace {

using SharedKernels = std::shared_ptr<const execute::Evaluator>;

/// What machine code made in this process is called.
constexpr const char* machine_code = "native";
constexpr const char* blockwise_code = "blockwise";

class Fixed final : public Answerer {
 public:
  Fixed(SharedKernels kernels, std::string processor)
      : kernels_(std::move(kernels)), processor_(std::move(processor)) {}

  SharedKernels kernels() const override { return kernels_; }
  const char* processor() const override { return processor_.c_str(); }

 private:
  SharedKernels kernels_;
  std::string processor_;
};

// ---- the end of the process --------------------------------------------------------------------

/// How many threads compile or make machine code, and whether more of that may be made.
std::atomic<int> makers{0};
std::atomic<bool> may_make{true};

/// The longest that a thread's end waits for other threads.
constexpr std::chrono::nanoseconds longest_farewell = std::chrono::seconds(2);

/// A process that ends takes LLVM down, whatever other threads do with it then. What is local to
/// the thread that ends it is destroyed before all else: it waits for who makes machine code. What
/// std::atexit() runs would be too late, since LLVM goes on registering while it compiles.
class Farewell {
 public:
  ~Farewell() {
    // Of the initial thread, and of the one that a fork goes on with, this is taken for the end of
    // the process. Where pthread_exit() was called the others answer on, without machine code that
    // was not begun.
    if (gettid() == getpid()) {
      may_make = false;
      for (int left = makers; left > 0; left = makers) makers.wait(left);
      return;
    }
    // Another thread may just end, or have called exit(): it cannot be told which. What the maker
    // needs may be held by who joins this thread (the loader's lock, in dlclose), hence the limit.
    const auto begin = std::chrono::steady_clock::now();
    while (makers > 0 && std::chrono::steady_clock::now() - begin < longest_farewell) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
};

/// To be called by every thread that may be the one that ends the process.
void wait_at_the_end() { static thread_local const Farewell farewell; }

/// A fork has none of its parent's threads. Where one of them made machine code, LLVM's locks stay
/// held for ever: such a child goes without.
void leave_parent() {
  if (makers > 0) may_make = false;
  makers = 0;
}

/// For programs whose initial thread loads this library and leaves its use to others.
class Watch {
 public:
  Watch() {
    wait_at_the_end();
    pthread_atfork(nullptr, nullptr, leave_parent);
  }
};
const Watch watch;

void leave_makers() {
  --makers;
  makers.notify_all();
}

SharedKernels machine_code_of(const artefact::Image& image, const std::string& back_end) {
  if (back_end.empty()) {
    throw Failure{NANSEN_NO_COMPILER, "libnansen-native.so does not stand beside libnansen.so"};
  }
  std::string error;
  backend::Options options;
  options.library = back_end;
  SharedKernels native = backend::compile(image.normal, options, error);
  if (native == nullptr) throw Failure{NANSEN_NO_COMPILER, error};
  return native;
}

// ---- both at once ------------------------------------------------------------------------------

/// So long blocks of rows work before machine code is worth its making.
constexpr std::chrono::nanoseconds patience = std::chrono::milliseconds(10);

class Automatic final : public Answerer {
 public:
  Automatic(const artefact::Image& image, std::string back_end)
      : image_(image), back_end_(std::move(back_end)), kernels_(make_blockwise(image)) {}
  ~Automatic() override {
    if (maker_.joinable()) maker_.join();
  }

  SharedKernels kernels() const override {
    const std::lock_guard lock(mutex_);
    return kernels_;
  }
  void worked(std::chrono::nanoseconds time) const override {
    wait_at_the_end();
    const std::lock_guard lock(mutex_);
    work_ += time;
    if (work_ < patience || maker_.joinable()) return;
    ++makers;
    if (!may_make) return leave_makers();
    try {
      maker_ = std::thread([this] {
        make();
        leave_makers();
      });
    } catch (const std::system_error&) {
      // The system gives no more threads: it is tried again after the next call.
      leave_makers();
    }
  }
  const char* processor() const override {
    const std::lock_guard lock(mutex_);
    return is_native_ ? machine_code : blockwise_code;
  }

 private:
  void make() const {
    try {
      SharedKernels native = machine_code_of(image_, back_end_);
      const std::lock_guard lock(mutex_);
      kernels_ = std::move(native);
      is_native_ = true;
    } catch (...) {
      // Without machine code the answers are the same, and take longer.
    }
  }

  const artefact::Image& image_;
  const std::string back_end_;
  mutable std::mutex mutex_;
  mutable SharedKernels kernels_;
  mutable bool is_native_ = false;
  mutable std::chrono::nanoseconds work_{};
  mutable std::thread maker_;
};

}  // namespace

Compiling::Compiling() {
  wait_at_the_end();
  ++makers;
}
Compiling::~Compiling() { leave_makers(); }

SharedKernels make_blockwise(const artefact::Image& image) {
  const plan::Plan plan = plan::plan(image.normal);
  return execute::make_evaluator(image.normal, plan, blockwise::make_kernels(image.normal, plan));
}

SharedKernels make_native(const artefact::Image& image, const std::string& back_end) {
  if (!may_make) {
    throw Failure{NANSEN_NO_COMPILER,
                  "no machine code can be made any more: the process ends, or was forked while its "
                  "parent compiled"};
  }
  return machine_code_of(image, back_end);
}

std::unique_ptr<Answerer> make_fixed(SharedKernels kernels, std::string processor) {
  return std::make_unique<Fixed>(std::move(kernels), std::move(processor));
}

std::unique_ptr<Answerer> make_automatic(const artefact::Image& image,
                                         const std::string& back_end) {
  wait_at_the_end();
  return std::make_unique<Automatic>(image, back_end);
}

void interpret(const artefact::Image& image, const runtime::Batch& batch,
               runtime::Results& results) {
  const std::size_t rows = batch.tables.front()->rows();
  runtime::Results found(layout::output_shapes(image.module), rows);
  interpret::evaluate(image.module, batch, found);
  const std::size_t words = std::min(results.capacity(), found.capacity()) / 64;
  for (std::size_t output = 0; output < results.shapes().size(); ++output) {
    const runtime::OutputShape& shape = results.shapes()[output];
    const std::size_t truths = shape.number ? (shape.range ? 2 : 1) : shape.truths;
    for (std::size_t truth = 0; truth < truths; ++truth) {
      for (const bool yes : {true, false}) {
        if (shape.number && !yes) continue;
        std::copy_n(found.plane(output, truth, yes), words, results.plane(output, truth, yes));
      }
      if (!shape.number) continue;
      const std::int64_t* from = found.numbers(output, truth);
      std::int64_t* to = results.numbers(output, truth);
      const mpz_class scale = found.shapes()[output].scale;
      const mpz_class wanted = shape.scale;
      for (std::size_t row = 0; row < rows; ++row) {
        to[row] = wanted == scale ? from[row] : mpz_class(from[row] * wanted / scale).get_si();
      }
    }
  }
}

}  // namespace nansen::embed
