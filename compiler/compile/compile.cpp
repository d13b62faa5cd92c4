// The door of libnansen-compiler: text of provisions in, an image out.

#include <exception>
#include <new>
#include <utility>

#include "compiler/diagnostics/render.h"
#include "compiler/embed/compiler_entry.h"
#include "compiler/session/image.h"

namespace nansen::compile {

namespace {

using embed::CompileOutcome;
using embed::CompileRequest;

#if defined(__x86_64__)
constexpr const char* target = "x86_64";
#elif defined(__aarch64__)
constexpr const char* target = "aarch64";
#else
#error "no name for this machine"
#endif

session::Options options_of(const CompileRequest& request) {
  session::Options options;
  options.names = request.files;
  options.library = request.library;
  options.drafts = request.drafts;
  if (request.text) options.texts.push_back({.name = request.name, .text = *request.text});
  return options;
}

CompileOutcome compile(const CompileRequest& request, artefact::Image& image,
                       std::string& messages) {
  session::Session session(options_of(request));
  const session::Question question{
      .definitions = request.definitions, .readings = request.readings, .as_of = request.as_of};
  std::optional<artefact::Image> made;
  if (session.check()) {
    made = session::make_image(
        session, question,
        {.name = "nansen", .version = NANSEN_VERSION, .target = target, .ranges = request.ranges});
  }
  if (!made) {
    messages =
        render_text(session.emitter().diagnostics(), session.sources(), false, Door::Library);
    return CompileOutcome::Wrong;
  }
  image = std::move(*made);
  return CompileOutcome::Compiled;
}

}  // namespace
}  // namespace nansen::compile

extern "C" {

__attribute__((visibility("default"))) void nansen_compiler_identity(
    nansen::embed::CompilerIdentity* identity) {
  *identity = nansen::embed::own_identity();
}

__attribute__((visibility("default"))) nansen::embed::CompileOutcome nansen_compiler_compile(
    const nansen::embed::CompileRequest* request, nansen::artefact::Image* image,
    std::string* messages) {
  try {
    return nansen::compile::compile(*request, *image, *messages);
  } catch (const std::bad_alloc&) {
    return nansen::embed::CompileOutcome::OutOfMemory;
  } catch (const std::exception& fault) {
    *messages = fault.what();
    return nansen::embed::CompileOutcome::Fault;
  }
}

}  // extern "C"
