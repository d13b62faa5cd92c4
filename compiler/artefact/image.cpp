// The bytes of an image. All numbers are least significant byte first.
//
//   0  8  magic
//   8  4  form of images (image_format)
//  12  4  bytes of this header
//  16  8  bytes of the image, all in all
//  24  8  bytes of the description
//  32  8  fingerprint of the archive
//  40 16  version of Nansen, then zeros
//  56 16  digest of all other bytes
//  72     description, then archive
#include "compiler/artefact/image.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/artefact/archive.h"
#include "compiler/artefact/bytes.h"
#include "compiler/base/digest.h"
#include "compiler/program/verify_circles.h"

namespace nansen::artefact {
namespace {

constexpr std::string_view magic("NANSEN\x1a\n", 8);
constexpr std::size_t digest_at = 56;
constexpr std::size_t header_bytes = digest_at + sizeof(Digest);
constexpr std::size_t version_bytes = 16;

/// Of an image without its digest.
Digest digest_of_image(std::string_view bytes) {
  const std::array<std::string_view, 2> parts{bytes.substr(0, digest_at),
                                              bytes.substr(header_bytes)};
  return digest_of(parts);
}

struct Parts {
  std::string_view description;
  std::string_view archive;
};

std::optional<Parts> refuse(Damage why, std::string text, Damage& damage, std::string& error) {
  damage = why;
  error = std::move(text);
  return std::nullopt;
}

/// The parts of an image whose header and digest are right.
std::optional<Parts> parts_of(std::span<const std::byte> given, Damage& damage,
                              std::string& error) {
  const std::string_view bytes(reinterpret_cast<const char*>(given.data()), given.size());
  if (bytes.substr(0, magic.size()) != magic.substr(0, std::min(magic.size(), bytes.size()))) {
    return refuse(Damage::NotAnImage, "it does not begin as an image does", damage, error);
  }
  if (bytes.size() < header_bytes) {
    return refuse(Damage::Damaged, "its header is cut short", damage, error);
  }
  const std::uint64_t format = number_at(bytes, 8, 4);
  const std::string_view version = bytes.substr(40, version_bytes);
  if (format != image_format) {
    return refuse(Damage::OtherVersion,
                  fmt::format("its form is {}, and {} is read here", format, image_format), damage,
                  error);
  }
  const std::uint64_t description_bytes = number_at(bytes, 24, 8);
  if (number_at(bytes, 12, 4) != header_bytes || number_at(bytes, 16, 8) != bytes.size() ||
      description_bytes > bytes.size() - header_bytes) {
    return refuse(Damage::Damaged, "its length is not the one that it states", damage, error);
  }
  const Digest digest = digest_of_image(bytes);
  if (!std::equal(digest.begin(), digest.end(), given.begin() + digest_at)) {
    return refuse(Damage::Damaged, "its digest is not the one that it states", damage, error);
  }
  if (number_at(bytes, 32, 8) != archive_fingerprint()) {
    return refuse(Damage::OtherVersion,
                  fmt::format("nansen {} wrote it, and its parts are not those of this version",
                              version.substr(0, version.find('\0'))),
                  damage, error);
  }
  damage = Damage::None;
  return Parts{bytes.substr(header_bytes, description_bytes),
               bytes.substr(header_bytes + description_bytes)};
}

/// A program without errors is whole: everything has its place in an order without circles, and
/// nothing is absent that only an error leaves out.
bool is_whole(const program::Program& program) {
  const auto all = [](const auto& store, const auto& good) {
    return std::all_of(store.begin(), store.end(), good);
  };
  return program.order.size() == program.definitions.size() &&
         program.line_order.size() == program.formula_lines.size() &&
         all(program.expressions,
             [](const auto& each) { return each.kind != program::ExpressionKind::Invalid; }) &&
         all(program.formula_expressions,
             [](const auto& each) { return each.kind != program::FormulaKind::Invalid; }) &&
         all(program.state_sets, [](const auto& each) { return each.entity.valid(); }) &&
         all(program.formula_lines,
             [](const auto& each) {
               return each.formula.valid() && each.value.valid() && each.uncapped.valid();
             }) &&
         all(program.formulas,
             [](const auto& each) {
               return each.instrument.valid() && each.entity.valid() && each.set.valid() &&
                      each.result.valid();
             }) &&
         all(program.allocations,
             [](const auto& each) {
               return each.instrument.valid() && each.formula.valid() && each.total.valid();
             }) &&
         all(program.rules, [](const auto& each) { return each.definition.valid(); });
}

/// The first invariant that a part of `image` violates; empty iff there is none.
std::string first_violation(const Image& image) {
  // Circles first: the others follow what a rule rests on to its end.
  std::vector<std::string> found = program::verify_circles(image.program);
  if (found.empty()) found = program::verify(image.program);
  if (found.empty() && !is_whole(image.program)) found.push_back("the program has errors");
  const auto look = [&](const auto& part) {
    if (found.empty()) found = ir::verify(part);
  };
  look(image.module);
  look(image.normal);
  for (const Formula& formula : image.formulas) {
    look(formula.lowered.sheet);
    look(formula.lowered.states);
    for (const lower::GroupModule& group : formula.lowered.groups) look(group.rows);
  }
  return found.empty() ? std::string() : found.front();
}

}  // namespace

std::string encode(const Image& image) {
  const std::string description = describe(image);
  const std::string archive = to_archive(image);
  std::string bytes(magic);
  put(bytes, image_format, 4);
  put(bytes, header_bytes, 4);
  put(bytes, header_bytes + description.size() + archive.size(), 8);
  put(bytes, description.size(), 8);
  put(bytes, archive_fingerprint(), 8);
  std::string version = image.origin.version.substr(0, version_bytes);
  version.resize(version_bytes, '\0');
  bytes += version;
  bytes.append(sizeof(Digest), '\0');
  bytes += description;
  bytes += archive;
  const Digest digest = digest_of_image(bytes);
  std::copy(digest.begin(), digest.end(), reinterpret_cast<std::byte*>(bytes.data()) + digest_at);
  return bytes;
}

std::optional<Image> decode(std::span<const std::byte> bytes, Damage& damage, std::string& error) {
  const std::optional<Parts> parts = parts_of(bytes, damage, error);
  if (!parts) return std::nullopt;
  std::optional<Image> image = from_archive(parts->archive);
  const std::string violation = image ? first_violation(*image) : "its archive cannot be read";
  if (violation.empty()) return image;
  damage = Damage::Damaged;
  error = violation;
  return std::nullopt;
}

std::optional<std::string_view> description_in(std::span<const std::byte> bytes, Damage& damage,
                                               std::string& error) {
  const std::optional<Parts> parts = parts_of(bytes, damage, error);
  if (!parts) return std::nullopt;
  return parts->description;
}

}  // namespace nansen::artefact
