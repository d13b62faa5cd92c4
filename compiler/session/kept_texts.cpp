#include "compiler/session/kept_texts.h"

#include "compiler/archive/reader.h"
#include "compiler/archive/writer.h"
#include "compiler/syntax/parse.h"

namespace nansen::session {
namespace {

constexpr std::string_view tree_kind = "tree";
constexpr std::string_view sound_kind = "sound";
// An expression in another one lies a few values deeper.
constexpr std::size_t deepest = 8 * syntax::Limits{}.nesting + 64;

/// The tree depends on the text and on what reads it.
Digest key_of(std::string_view text) {
  const std::string_view parts[] = {kept::build_identity(), text};
  return digest_of(parts);
}

Digest key_of(const Loaded& loaded, const std::vector<std::string>& drafts) {
  std::string lengths;
  for (const ast::File& file : loaded.files) {
    lengths += std::to_string(loaded.sources[file.file].text.size()) + " ";
  }
  for (const std::string& draft : drafts) lengths += draft + "\n";
  std::vector<std::string_view> parts{kept::build_identity(), lengths};
  for (const ast::File& file : loaded.files) parts.push_back(loaded.sources[file.file].text);
  return digest_of(parts);
}

}  // namespace

std::optional<ast::File> find_tree(const kept::Files& kept, std::string_view text, FileId file) {
  const auto bytes = kept.find(tree_kind, key_of(text));
  if (!bytes) return std::nullopt;
  archive::Reader reader(*bytes, deepest);
  ast::File tree;
  reader.read(tree);
  if (!reader.good() || !reader.at_end()) return std::nullopt;
  archive::set_ids(tree, file);
  return tree;
}

void keep_tree(kept::Files& kept, std::string_view text, const ast::File& tree) {
  archive::Writer writer;
  writer.write(tree);
  kept.keep(tree_kind, key_of(text), std::move(writer).take());
}

bool is_known_sound(const kept::Files& kept, const Loaded& loaded,
                    const std::vector<std::string>& drafts) {
  return kept.find(sound_kind, key_of(loaded, drafts)).has_value();
}

void keep_sound(kept::Files& kept, const Loaded& loaded, const std::vector<std::string>& drafts) {
  const Digest key = key_of(loaded, drafts);
  if (!kept.find(sound_kind, key)) kept.keep(sound_kind, key, "");
}

}  // namespace nansen::session
