#include "compiler/session/image.h"

#include <filesystem>
#include <utility>

#include "compiler/receipt/receipt.h"
#include "compiler/session/case_run.h"
#include "runtime/calendar.h"

namespace nansen::session {

namespace {

namespace fs = std::filesystem;

fs::path canonical(const fs::path& path) {
  std::error_code failure;
  fs::path whole = fs::weakly_canonical(fs::absolute(path, failure), failure);
  return failure ? path : whole;
}

/// The path as it is named from the library's folder, or nothing where it is no file of it.
std::optional<std::string> name_in_library(const Session& session, const std::string& path) {
  for (const std::string& folder : session.options().library) {
    const fs::path inside = canonical(path).lexically_relative(canonical(folder));
    if (!inside.empty() && *inside.begin() != "..") return inside.string();
  }
  return std::nullopt;
}

artefact::Origin origin_of(const Session& session, const Question& question,
                           const lower::Request& request, const ImageMade& made) {
  artefact::Origin origin;
  origin.version = made.version;
  origin.target = made.target;
  for (const ast::File& file : session.loaded().files) {
    const SourceBuffer& source = session.sources()[file.file];
    const auto in_library = name_in_library(session, source.path);
    origin.sources.push_back({.path = in_library.value_or(source.path),
                              .library = in_library.has_value(),
                              .sha256 = receipt::sha256(source.text),
                              .bytes = source.text.size()});
  }
  origin.drafts = session.drafts();
  for (const program::DefinitionId definition : request.definitions) {
    origin.definitions.push_back(program::qualified_name(session.program(), definition));
  }
  origin.readings = question.readings;
  if (request.as_of) origin.as_of = runtime::format_date(*request.as_of);
  return origin;
}

std::optional<std::vector<artefact::Formula>> formulas_of(Session& session,
                                                          const Question& question) {
  const program::Program& program = session.program();
  std::vector<artefact::Formula> formulas;
  for (const program::FormulaId id : session.named_formulas()) {
    const program::Formula& formula = program.formulas[id];
    artefact::Formula& made = formulas.emplace_back();
    made.name = program.instruments[formula.instrument].name + "." + formula.name;
    auto request = session.resolve_formula(made.name, question);
    if (!request) return std::nullopt;
    made.request = std::move(*request);
    made.lowered = session.lower(made.request);
  }
  return formulas;
}

}  // namespace

std::optional<artefact::Image> make_image(Session& session, const Question& question,
                                          const ImageMade& made) {
  auto formulas = formulas_of(session, question);
  if (!formulas) return std::nullopt;
  artefact::Image image;
  image.name = made.name;
  const bool formulas_alone =
      question.definitions.empty() && session.named_definitions().empty() && !formulas->empty();
  if (!formulas_alone) {
    auto request = session.resolve(question);
    if (!request || !session.require_day(*request)) return std::nullopt;
    if (made.ranges) request->ranged = dates_of(session.program());
    Lowered lowered = session.lower(std::move(*request));
    image.request = std::move(lowered.request);
    image.module = std::move(lowered.module);
    image.normal = std::move(lowered.normal);
  } else {
    const program::Formula& first = session.program().formulas[formulas->front().request.formula];
    ir::Domain root;
    root.kind = ir::DomainKind::Root;
    root.entity = session.program().entities[first.entity].name;
    image.module.domains.add(std::move(root));
    image.normal = image.module;
  }
  image.origin = origin_of(session, question, image.request, made);
  image.formulas = std::move(*formulas);
  image.program = session.program();
  return image;
}

}  // namespace nansen::session
