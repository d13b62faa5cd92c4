// nansen build: provisions become files that other programs load or link.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/artefact/header.h"
#include "compiler/driver/command.h"
#include "compiler/session/artefact_file.h"
#include "compiler/session/image.h"

namespace nansen::driver {

namespace {

using backend::ArtefactKind;

/// What is built, by the ending of its name. A header comes from no back end.
struct Kind {
  std::string_view ending;
  std::string_view words;
  std::optional<ArtefactKind> kind;
};

const Kind kinds[] = {
    {".so", "a shared library (.so)", ArtefactKind::SharedLibrary},
    {".a", "an archive (.a)", ArtefactKind::Archive},
    {".o", "an object (.o)", ArtefactKind::Object},
    {".wasm", "a module of WebAssembly (.wasm)", ArtefactKind::WebAssembly},
    {".ll", "a text of LLVM (.ll)", ArtefactKind::LlvmText},
    {".h", "a C header (.h)", std::nullopt},
};

const std::vector<std::string> targets{"x86_64", "aarch64", "wasm32"};
constexpr std::string_view web_target = "wasm32";

#if defined(__aarch64__)
constexpr const char* own_target = "aarch64";
#else
constexpr const char* own_target = "x86_64";
#endif

const Kind* kind_of(const std::string& path) {
  const std::string ending = std::filesystem::path(path).extension().string();
  const auto* found = std::find_if(std::begin(kinds), std::end(kinds),
                                   [&](const Kind& kind) { return kind.ending == ending; });
  return found == std::end(kinds) ? nullptr : found;
}

bool is_web(const Kind& kind) { return kind.kind == ArtefactKind::WebAssembly; }

/// The kinds of all outputs; nothing after an error.
std::optional<std::vector<const Kind*>> find_kinds(const BuildArguments& arguments,
                                                   Emitter& emitter) {
  std::vector<const Kind*> found;
  for (const std::string& path : arguments.out) {
    found.push_back(kind_of(path));
    if (found.back() != nullptr) continue;
    emitter.emit(Code::UnknownArtefactKind, CommandLocation{}, path);
    return std::nullopt;
  }
  return found;
}

/// The target that was asked for, or that the outputs need; nothing after an error.
std::optional<std::string> find_target(const BuildArguments& arguments,
                                       const std::vector<const Kind*>& outputs, Emitter& emitter) {
  if (arguments.target &&
      std::find(targets.begin(), targets.end(), *arguments.target) == targets.end()) {
    emitter.emit(Code::UnknownTarget, CommandLocation{}, *arguments.target,
                 did_you_mean(*arguments.target, targets));
    return std::nullopt;
  }
  const bool any_web =
      std::any_of(outputs.begin(), outputs.end(), [](const Kind* kind) { return is_web(*kind); });
  const std::string target =
      arguments.target.value_or(std::string(any_web ? web_target : own_target));
  // Whoever gave no target is told where this one comes from.
  const std::string target_words =
      arguments.target ? target : target + ", which the .wasm file is for";
  for (const Kind* kind : outputs) {
    if (is_web(*kind) && target != web_target) {
      emitter.emit(Code::TargetOfAnotherKind, CommandLocation{}, kind->words, target);
      return std::nullopt;
    }
    const bool for_both =
        is_web(*kind) || kind->kind == ArtefactKind::Object || kind->kind == ArtefactKind::LlvmText;
    if (target == web_target && !for_both) {
      emitter.emit(Code::TargetOfAnotherKind, CommandLocation{}, kind->words, target_words);
      return std::nullopt;
    }
  }
  return target;
}

bool is_word(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
         (each >= '0' && each <= '9') || each == '_';
}

/// No name in C begins with a digit, and those in a header begin with that of the artefact.
bool begins_a_name(const std::string& word) {
  return !word.empty() && !(word.front() >= '0' && word.front() <= '9');
}

/// Archives and objects are linked by their header's names.
bool is_for_c(const Kind& kind) {
  return !kind.kind || kind.kind == ArtefactKind::Archive || kind.kind == ArtefactKind::Object;
}

/// What C calls the artefact; nothing after an error.
std::optional<std::string> find_name(const BuildArguments& arguments,
                                     const std::vector<const Kind*>& outputs, Emitter& emitter) {
  std::string name =
      arguments.name.value_or(std::filesystem::path(arguments.out.front()).stem().string());
  bool good = true;
  if (arguments.name) {
    good = begins_a_name(name) && std::all_of(name.begin(), name.end(), is_word);
  } else {
    std::replace_if(name.begin(), name.end(), [](char each) { return !is_word(each); }, '_');
    // Files that C does not see may be called after a year.
    good = begins_a_name(name) || std::none_of(outputs.begin(), outputs.end(),
                                               [](const Kind* kind) { return is_for_c(*kind); });
  }
  if (good) return name;
  emitter.emit(Code::NotAnArtefactName, CommandLocation{}, name);
  return std::nullopt;
}

/// The bytes of `kind`; nothing after an error.
std::optional<std::string> file_of(const artefact::Image& image, const Kind& kind,
                                   Emitter& emitter) {
  if (!kind.kind) return artefact::c_header(image);
  std::string error;
  auto file = session::artefact_file(image, *kind.kind, {.library = back_end_library()}, error);
  if (!file) emitter.emit(Code::CannotBuild, CommandLocation{}, error);
  return file;
}

/// Formulas are worked out by libnansen, which no browser has.
bool answers_something(const artefact::Image& image, Emitter& emitter) {
  if (image.origin.target != web_target || !image.normal.outputs.empty()) return true;
  emitter.emit(Code::TargetOfAnotherKind, CommandLocation{},
               fmt::format("the formula \"{}\"", image.formulas.front().name), web_target);
  return false;
}

}  // namespace

Status run_build(const BuildArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  std::vector<std::unique_ptr<Output>> outputs;
  std::vector<Output*> opened;
  for (const std::string& path : arguments.out) {
    opened.push_back(outputs.emplace_back(std::make_unique<Output>(path)).get());
  }
  const auto answer = [&] {
    const auto found = find_kinds(arguments, command.emitter());
    if (!found) return;
    const auto target = find_target(arguments, *found, command.emitter());
    if (!target) return;
    const auto name = find_name(arguments, *found, command.emitter());
    if (!name || !session.check()) return;
    const auto image = session::make_image(
        session, question_of(arguments.asking),
        {.name = *name, .version = NANSEN_VERSION, .target = *target, .ranges = arguments.ranges});
    if (!image || !answers_something(*image, command.emitter()) || !command.open(opened)) return;
    const session::Timings::Scope scope(session.timings(), "build");
    for (std::size_t at = 0; at < opened.size(); ++at) {
      const auto file = file_of(*image, *(*found)[at], command.emitter());
      if (!file) return;
      opened[at]->write(*file);
    }
  };
  answer();
  command.commit(opened);
  return command.close();
}

}  // namespace nansen::driver
