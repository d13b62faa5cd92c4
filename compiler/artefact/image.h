// What an artefact carries beside its machine code: enough to say what it answers, to answer
// without that code, to explain every answer to the paragraph, and to know what it was made from.
//
// An image is bytes: a fixed header (magic, format, sizes, digest), the description as JSON text,
// then the rest as an archive. The description can be read by anyone; the archive by the version of
// Nansen that wrote it, which the header names.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/ir.h"
#include "compiler/lower/formula.h"
#include "compiler/lower/lower.h"
#include "compiler/program/program.h"

namespace nansen::artefact {

/// The form of images; changes whenever their bytes, or the kernels that they describe, do.
inline constexpr std::uint32_t image_format = 1;

/// A formula that the artefact answers.
struct Formula {
  std::string name;  // instrument.name
  lower::FormulaRequest request;
  lower::LoweredFormula lowered;
};

/// What was compiled from what.
struct Origin {
  std::string version;  // of Nansen: `0.1.0`
  std::string target;   // `x86_64`, `aarch64`, `wasm32`
  struct Source {
    std::string path;  // as it was named; of a library's file from the library's folder
    bool library = false;
    std::string sha256;
    std::uint64_t bytes = 0;
  };
  std::vector<Source> sources;  // in the order in which they were read
  std::vector<std::string> drafts;
  std::vector<std::string> definitions;
  std::vector<std::string> readings;  // `reading=choice`
  std::optional<std::string> as_of;
};

struct Image {
  std::string name;  // of the artefact: a word of letters, digits and underscores
  Origin origin;
  program::Program program;
  lower::Request request;
  ir::Module module;  // as lowered, rules kept: what explanations replay
  ir::Module normal;  // normal form: what the kernels answer
  std::vector<Formula> formulas;
};

/// What tells how each rule fares: a module in normal form with an output a rule, in the order of
/// the module's rules. Of one that is asked of the cases themselves it is `rule_N`, its truth; of
/// one that is asked of linked rows `rule_N_of_D`, whether it holds for some row, for which it is
/// worked out row by row on the way. Rules asked of referenced rows have none. Its kernels are the
/// first of the further ones of an artefact for WebAssembly (backend::Artefact).
ir::Module rules_of(const Image& image);
inline constexpr const char* rules_prefix = "further_0_";

/// The description of `image` as JSON; docs/artefacts.md says what is in it.
std::string describe(const Image& image);

std::string encode(const Image& image);

enum class Damage : std::uint8_t { None, NotAnImage, OtherVersion, Damaged };

/// Reads what `encode` wrote. Bytes may come from anywhere: whatever they are, the result is an
/// image whose parts verify, or nothing, and then `damage` and `error` say why.
std::optional<Image> decode(std::span<const std::byte> bytes, Damage& damage, std::string& error);

/// The description inside `bytes`, after the same checks of header and digest.
std::optional<std::string_view> description_in(std::span<const std::byte> bytes, Damage& damage,
                                               std::string& error);

}  // namespace nansen::artefact
