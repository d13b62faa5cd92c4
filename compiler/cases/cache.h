// Cases as they were read from tables, kept beside the table of cases in the layout of batches, so
// that a large table is read once and looked at from then on.
//
// The file is `cases.csv.nansen-cache`, beside `cases.csv`: cases are data of persons, and a copy
// belongs where whoever is responsible for them sees it and deletes it with them. It holds what all
// tables of the run gave: linked and referenced ones too, ids and weights.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "compiler/cases/reader.h"

namespace nansen::cases {

struct CachedReader {
  /// Null as of Reader::open.
  std::unique_ptr<Reader> reader;
  /// True iff the cases come from the cache; else, where that can be, they are kept as they are
  /// read: iff they are read to their end in batches of `rows_of_batch` and nothing at all is said
  /// of them.
  bool found = false;
};

/// Which columns of kept tables are read: others may hold anything that tables may hold.
enum class KeptColumns : std::uint8_t { All, ReadByModule };

/// As Reader::open; the reader must be asked for batches of `rows_of_batch`. What is kept is used
/// only where the bytes of all tables, the vocabulary, the layout of `module` and `identity` (which
/// tells builds of the program apart) are those of the run that kept it. Tables are read for that
/// only where the system does not say of them what it said before (their size, device and number,
/// when they were written and when they were changed, which no one can set), or where they were
/// changed so shortly before that was noted that another change could have escaped. What has
/// changed in the file is noticed as it is met, and the cases come from the tables from there on;
/// whatever is wrong with it or its folder, all is as if there were none. A file of that name that
/// is none of ours is left alone. Tables that were not made for the vocabulary, and those that are
/// no regular files, are not kept.
CachedReader open_cached(const program::Program& program, const ir::Module& module,
                         const TableFiles& files, std::string_view identity, Emitter& emitter,
                         RangeCells ranges = RangeCells::Unknown,
                         KeptColumns columns = KeptColumns::All);

/// Where the cases of the table at `path` are kept.
std::string cache_path(const std::string& path);

}  // namespace nansen::cases
