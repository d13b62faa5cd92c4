#include "compiler/driver/file_watch.h"

#include <uv.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <utility>

namespace nansen::driver {
namespace {

// One folder, and the files in it that are of interest.
struct Folder {
  uv_fs_event_t handle{};
  std::map<std::string, std::string> files;  // by their names in the folder, as they were added
  std::set<std::string>* changed = nullptr;
  uv_timer_t* timer = nullptr;
  unsigned* quiet = nullptr;
};

}  // namespace

struct FileWatch::State {
  uv_loop_t loop{};
  uv_timer_t timer{};
  uv_signal_t interrupt{};
  uv_signal_t end{};
  std::map<std::string, std::unique_ptr<Folder>> folders;
  std::set<std::string> changed;
  unsigned quiet = 0;
  bool stopped = false;
  bool has_loop = false;
  int failure = 0;  // of what all waiting needs, as libuv numbers it

  /// Watches the folder of `file`, whose changes are told as those of `added`.
  std::string watch(const std::filesystem::path& file, const std::string& added);

  static void on_quiet(uv_timer_t* timer) { uv_stop(timer->loop); }

  static void on_signal(uv_signal_t* signal, int /*number*/) {
    static_cast<State*>(signal->data)->stopped = true;
    uv_stop(signal->loop);
  }

  static void on_change(uv_fs_event_t* handle, const char* name, int /*events*/, int status) {
    Folder& folder = *static_cast<Folder*>(handle->data);
    if (status != 0 || name == nullptr) {
      // What changed is not told: anything may have.
      for (const auto& [inside, added] : folder.files) folder.changed->insert(added);
    } else {
      const auto file = folder.files.find(name);
      if (file == folder.files.end()) return;
      folder.changed->insert(file->second);
    }
    uv_timer_start(folder.timer, on_quiet, *folder.quiet, 0);
  }
};

FileWatch::FileWatch() : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.failure = uv_loop_init(&state.loop);
  if (state.failure != 0) return;
  state.has_loop = true;
  uv_timer_init(&state.loop, &state.timer);
  const auto listen = [&state](uv_signal_t& signal, int number) {
    if (state.failure == 0) state.failure = uv_signal_init(&state.loop, &signal);
    if (state.failure != 0) return;
    signal.data = &state;
    state.failure = uv_signal_start(&signal, &State::on_signal, number);
  };
  listen(state.interrupt, SIGINT);
  listen(state.end, SIGTERM);
}

FileWatch::~FileWatch() {
  if (!state_->has_loop) return;
  uv_walk(
      &state_->loop,
      [](uv_handle_t* handle, void*) {
        if (uv_is_closing(handle) == 0) uv_close(handle, nullptr);
      },
      nullptr);
  uv_run(&state_->loop, UV_RUN_DEFAULT);
  uv_loop_close(&state_->loop);
}

std::string FileWatch::State::watch(const std::filesystem::path& file, const std::string& added) {
  const std::string path = file.parent_path().string();
  std::unique_ptr<Folder>& folder = folders[path];
  if (folder == nullptr) {
    folder = std::make_unique<Folder>();
    folder->changed = &changed;
    folder->timer = &timer;
    folder->quiet = &quiet;
    folder->handle.data = folder.get();
    uv_fs_event_init(&loop, &folder->handle);
    const int status = uv_fs_event_start(&folder->handle, &on_change, path.c_str(), 0);
    if (status != 0) return uv_strerror(status);
  }
  folder->files.emplace(file.filename().string(), added);
  return {};
}

std::string FileWatch::add(const std::string& path) {
  if (state_->failure != 0) return uv_strerror(state_->failure);
  std::error_code failure;
  const std::filesystem::path whole = std::filesystem::absolute(path, failure);
  if (failure) return failure.message();
  std::string reason = state_->watch(whole, path);
  // What a link leads to is written where it stands.
  const std::filesystem::path target = std::filesystem::weakly_canonical(whole, failure);
  if (reason.empty() && !failure && target != whole) reason = state_->watch(target, path);
  return reason;
}

std::set<std::string> FileWatch::next(unsigned quiet) {
  State& state = *state_;
  state.quiet = quiet;
  if (!state.changed.empty()) uv_timer_start(&state.timer, &State::on_quiet, quiet, 0);
  if (!state.stopped) uv_run(&state.loop, UV_RUN_DEFAULT);
  uv_timer_stop(&state.timer);
  if (state.stopped) return {};
  return std::exchange(state.changed, {});
}

}  // namespace nansen::driver
