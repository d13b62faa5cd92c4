#include "compiler/artefact/header.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

#include "compiler/artefact/facts.h"
#include "compiler/program/program.h"

namespace nansen::artefact {
namespace {

/// A constant and what is said of it.
struct Constant {
  std::string name;
  std::string remark;
};

/// `text` as a part of a name in C.
std::string as_word(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](unsigned char each) { return each >= 0x80 || (std::isalnum(each) == 0 && each != '_'); },
      '_');
  return text;
}

/// `text` as it can stand in a comment, on one line.
std::string as_remark(std::string text) {
  std::replace_if(text.begin(), text.end(), [](unsigned char each) { return each < ' '; }, ' ');
  for (std::size_t at = text.find("*/"); at != std::string::npos; at = text.find("*/", at)) {
    text.insert(at + 1, " ");
  }
  for (std::size_t at = text.find("/*"); at != std::string::npos; at = text.find("/*", at)) {
    text.insert(at + 1, " ");
  }
  return text;
}

class HeaderWriter {
 public:
  explicit HeaderWriter(const Image& image) : image_(image), program_(image.program) {}

  std::string write() {
    begin();
    definitions();
    tables();
    enumerations();
    formulas();
    text_ += "#ifdef __cplusplus\n} /* extern \"C\" */\n#endif\n\n#endif\n";
    return std::move(text_);
  }

 private:
  void begin() {
    std::string guard = "NANSEN_ARTEFACT_" + image_.name + "_H";
    std::transform(guard.begin(), guard.end(), guard.begin(),
                   [](unsigned char each) { return static_cast<char>(std::toupper(each)); });
    text_ += fmt::format("/* What nansen {} built of:\n", as_remark(image_.origin.version));
    for (const Origin::Source& source : image_.origin.sources) {
      text_ += fmt::format(" *   {}{}\n *     SHA-256 {}\n", as_remark(source.path),
                           source.library ? " (library)" : "", as_remark(source.sha256));
    }
    const auto list = [this](const char* what, const std::vector<std::string>& words) {
      for (const std::string& word : words)
        text_ += fmt::format(" * {} {}\n", what, as_remark(word));
    };
    list("amended by", image_.origin.drafts);
    list("reading", image_.origin.readings);
    if (image_.origin.as_of) text_ += fmt::format(" * as of {}\n", as_remark(*image_.origin.as_of));
    text_ += fmt::format(
        " * Link it with libnansen; docs/embedding.md says how. */\n#ifndef {0}\n#define {0}\n\n",
        guard);
    text_ += "#include \"nansen/nansen.h\"\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";
    text_ += fmt::format("extern NANSEN_EXPORT const nansen_artefact nansen_artefact_{};\n\n",
                         image_.name);
  }

  /// A name that no constant has yet.
  std::string unique(const std::string& name) {
    std::string found = name;
    for (int next = 2; !names_.insert(found).second; ++next) {
      found = fmt::format("{}_{}", name, next);
    }
    return found;
  }

  /// An enumeration `NAME_what`, whose constants count from zero.
  void enumeration(const std::string& remark, const std::string& what,
                   const std::vector<Constant>& constants) {
    const std::string tag = unique(fmt::format("{}_{}", image_.name, as_word(what)));
    text_ += fmt::format("/* {} */\nenum {} {{\n", as_remark(remark), tag);
    for (std::size_t at = 0; at < constants.size(); ++at) {
      const std::string name = unique(fmt::format("{}_{}", tag, as_word(constants[at].name)));
      text_ += fmt::format("  {} = {},", name, at);
      if (!constants[at].remark.empty()) {
        text_ += fmt::format(" /* {} */", as_remark(constants[at].remark));
      }
      text_ += '\n';
    }
    text_ += fmt::format("  {} = {}\n}};\n\n", unique(tag + "_count"), constants.size());
  }

  void definitions() {
    const std::vector<program::DefinitionId>& asked = image_.request.definitions;
    if (asked.empty()) return;
    std::vector<Constant> constants;
    for (const program::DefinitionId id : asked) {
      const program::Definition& definition = program_.definitions[id];
      constants.push_back({program::qualified_name(program_, id),
                           fmt::format("{}: {}", program::to_string(program_, definition.type),
                                       to_full_string(definition.citation))});
    }
    enumeration("The definitions: their places among the answers.", "definition", constants);
  }

  // ---- tables ----

  void tables() {
    for (std::size_t at = 0; at < image_.normal.domains.size(); ++at) table(ir::DomainId(at));
  }

  void table(ir::DomainId id) {
    const ir::Domain& domain = image_.normal.domains[id];
    std::vector<Constant> constants;
    for (const ir::Column& column : image_.normal.columns) {
      if (column.domain != id) continue;
      const program::Fact* fact = fact_of(image_, column);
      Constant& made = constants.emplace_back(Constant{column.name, {}});
      if (column.bound == ir::Bound::Least) made.name += "_least";
      if (column.bound == ir::Bound::Greatest) made.name += "_greatest";
      if (fact == nullptr) continue;
      made.remark = program::to_string(program_, fact->type);
      if (!fact->question.empty()) made.remark += ": " + fact->question;
      remember(fact->type);
    }
    if (constants.empty()) return;
    const std::string name = table_name(image_.normal, id);
    if (name.empty()) {
      enumeration(
          fmt::format("The facts of a {}: their places in the table of cases.", domain.entity),
          "case", constants);
    } else {
      enumeration(
          fmt::format("The facts of a {}: their places in the table \"{}\".", domain.entity, name),
          name, constants);
    }
  }

  // ---- enumerations ----

  void remember(const program::Type& type) {
    if (type.enumeration.valid()) enumerations_.insert(type.enumeration);
  }

  void enumerations() {
    for (const program::DefinitionId id : image_.request.definitions) {
      remember(program_.definitions[id].type);
    }
    for (const program::EnumerationId id : enumerations_) {
      const program::Enumeration& found = program_.enumerations[id];
      std::vector<Constant> constants;
      for (const program::Member& member : found.members) {
        constants.push_back({member.name, member.description});
      }
      enumeration(
          fmt::format("The members of {}{}.", found.name, found.ordered ? ", ascending" : ""),
          found.name, constants);
    }
  }

  void formulas() {
    for (const Formula& each : image_.formulas) {
      const program::Formula& formula = program_.formulas[each.request.formula];
      std::vector<Constant> constants;
      for (const ir::SheetOutput& output : each.lowered.sheet.outputs) {
        constants.push_back({output.name, {}});
      }
      enumeration(
          fmt::format("What the formula {} gives each {}: {}.", each.name,
                      program_.entities[formula.entity].name, to_full_string(formula.citation)),
          each.name, constants);
    }
  }

  const Image& image_;
  const program::Program& program_;
  std::string text_;
  std::set<std::string> names_;
  std::set<program::EnumerationId> enumerations_;
};

}  // namespace

std::string c_header(const Image& image) { return HeaderWriter(image).write(); }

}  // namespace nansen::artefact
