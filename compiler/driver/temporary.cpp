#include "compiler/driver/temporary.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace nansen::driver {

namespace {

/// The signals by which a user, a closed terminal or a closed pipe ends a command.
constexpr std::array ending_signals{SIGHUP, SIGINT, SIGTERM, SIGPIPE};

/// What the signal handler reads, so it is changed only while the signals are held back.
std::atomic<Temporary*> first{nullptr};
static_assert(std::atomic<Temporary*>::is_always_lock_free);

/// Holds the ending signals back for the length of its life.
class Uninterrupted {
 public:
  Uninterrupted() {
    sigset_t held;
    sigemptyset(&held);
    for (const int signal : ending_signals) sigaddset(&held, signal);
    sigprocmask(SIG_BLOCK, &held, &before_);
  }
  ~Uninterrupted() {
    const int error = errno;
    sigprocmask(SIG_SETMASK, &before_, nullptr);
    errno = error;
  }
  Uninterrupted(const Uninterrupted&) = delete;
  Uninterrupted& operator=(const Uninterrupted&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

/// The signal handler: only calls that are safe there. The signal then does what it would have
/// done.
void remove_temporaries(int signal) {
  for (const Temporary* entry = first.load(); entry != nullptr; entry = entry->next_.load()) {
    ::unlink(entry->name_.c_str());
  }
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

namespace {

/// A signal that is ignored (as under nohup) stays so.
void handle_ending_signals() {
  static bool handled = false;
  if (handled) return;
  handled = true;
  for (const int signal : ending_signals) {
    struct sigaction action{};
    if (sigaction(signal, nullptr, &action) != 0 || action.sa_handler != SIG_DFL) continue;
    action.sa_handler = remove_temporaries;
    sigemptyset(&action.sa_mask);
    for (const int other : ending_signals) sigaddset(&action.sa_mask, other);
    sigaction(signal, &action, nullptr);
  }
}

}  // namespace

Temporary::~Temporary() {
  if (!listed_) return;
  const Uninterrupted uninterrupted;
  strike_off();
  ::unlink(name_.c_str());
}

std::FILE* Temporary::create(const std::string& target, bool secret) {
  const Uninterrupted uninterrupted;
  int descriptor = -1;
  // What another run has left behind may have the first of these names.
  for (int attempt = 0; attempt < 100; ++attempt) {
    name_ = attempt == 0 ? fmt::format("{}.{}.part", target, ::getpid())
                         : fmt::format("{}.{}.{}.part", target, ::getpid(), attempt);
    descriptor =
        ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, secret ? 0600 : 0666);
    if (descriptor >= 0 || errno != EEXIST) break;
  }
  if (descriptor < 0) return nullptr;
  enlist();
  return ::fdopen(descriptor, "wb");
}

bool Temporary::become(const std::string& target) {
  const Uninterrupted uninterrupted;
  if (std::rename(name_.c_str(), target.c_str()) != 0) return false;
  strike_off();
  return true;
}

void Temporary::enlist() {
  handle_ending_signals();
  next_ = first.load();
  first = this;
  listed_ = true;
}

void Temporary::strike_off() {
  listed_ = false;
  std::atomic<Temporary*>* link = &first;
  while (link->load() != this) link = &link->load()->next_;
  *link = next_.load();
}

}  // namespace nansen::driver
