#include "compiler/session/load.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "compiler/session/kept_texts.h"
#include "compiler/syntax/parse.h"

namespace nansen::session {

namespace {

constexpr std::string_view extension = ".treaty";

/// The bytes of a file, or why it cannot be read. A file over the parser's limit is read no further
/// than the limit, so that the parser can refuse it without the memory being spent.
struct Bytes {
  std::optional<std::string> text;
  std::uintmax_t size = 0;
  std::string reason;
};

Bytes read_bytes(const std::string& path) {
  Bytes bytes;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    bytes.reason = std::strerror(errno);
    return bytes;
  }
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    bytes.reason = "it is a folder";
    ::close(descriptor);
    return bytes;
  }
  const std::size_t most = syntax::Limits{}.file_bytes + 1;
  std::string text;
  std::string part(1 << 16, '\0');
  while (text.size() < most) {
    const ssize_t count = ::read(descriptor, part.data(), part.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      bytes.reason = std::strerror(errno);
      ::close(descriptor);
      return bytes;
    }
    if (count == 0) break;
    text.append(part.data(), static_cast<std::size_t>(count));
  }
  ::close(descriptor);
  bytes.size = S_ISREG(status.st_mode) ? static_cast<std::uintmax_t>(status.st_size) : text.size();
  bytes.text = std::move(text);
  return bytes;
}

bool is_bare_name(const std::string& name) {
  return name.find('/') == std::string::npos && !name.ends_with(extension);
}

std::optional<std::string> find_in(const std::string& folder, const std::string& name) {
  const std::filesystem::path path =
      std::filesystem::path(folder) / (name + std::string(extension));
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path, ignored)) return path.string();
  return std::nullopt;
}

/// The file in a folder of the library, or else in one of the folders in it, in order of name.
std::optional<std::string> find_in_library(const std::string& folder, const std::string& name) {
  if (auto path = find_in(folder, name)) return path;
  std::vector<std::string> inner;
  std::error_code failure;
  for (std::filesystem::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    std::error_code ignored;
    if (entry->is_directory(ignored)) inner.push_back(entry->path().string());
  }
  std::sort(inner.begin(), inner.end());
  for (const std::string& each : inner) {
    if (auto path = find_in(each, name)) return path;
  }
  return std::nullopt;
}

/// The names that a file declares.
struct Declared {
  std::set<std::string> texts;  // vocabularies and instruments
  std::set<std::string> drafts;

  void add(const ast::File& file) {
    for (const ast::Item& item : file.items) {
      if (const auto* vocabulary = std::get_if<ast::Vocabulary>(&item)) {
        texts.insert(vocabulary->name.text);
      } else if (const auto* instrument = std::get_if<ast::Instrument>(&item)) {
        texts.insert(instrument->name.text);
      } else if (const auto* draft = std::get_if<ast::Draft>(&item)) {
        drafts.insert(draft->name.text);
      }
    }
  }
};

/// What a file asks for.
struct AskedFor {
  std::vector<std::string> texts;   // by `uses`, at its top or inside an instrument or draft
  std::vector<std::string> either;  // by `amends`: an instrument, or a draft of one
  std::vector<std::string> drafts;  // by `as amended by`
};

template <typename Items>
void add_uses(const Items& items, AskedFor& asked) {
  for (const auto& item : items) {
    if (const auto* uses = std::get_if<ast::Uses>(&item)) {
      for (const ast::Name& name : uses->names) asked.texts.push_back(name.text);
    }
  }
}

AskedFor asked_for(const ast::File& file) {
  AskedFor asked;
  add_uses(file.items, asked);
  for (const ast::Item& item : file.items) {
    if (const auto* instrument = std::get_if<ast::Instrument>(&item)) {
      add_uses(instrument->items, asked);
    } else if (const auto* draft = std::get_if<ast::Draft>(&item)) {
      add_uses(draft->items, asked);
      asked.either.push_back(draft->base.text);
    } else if (const auto* example = std::get_if<ast::Example>(&item)) {
      for (const auto* items : {&example->leading, &example->items}) {
        for (const ast::ExampleItem& part : *items) {
          const auto* amended = std::get_if<ast::AsAmendedBy>(&part);
          if (amended == nullptr) continue;
          for (const ast::Name& name : amended->drafts) asked.drafts.push_back(name.text);
        }
      }
    }
  }
  return asked;
}

class Loader {
 public:
  Loader(Loaded& loaded, const Wanted& wanted)
      : loaded_(loaded), wanted_(wanted), kept_(wanted.kept) {
    for (const ast::File& file : loaded_.files) {
      seen_.emplace(canonical(path_of(file)), file.file);
      declared_.add(file);
    }
  }

  void load() {
    for (const Text& text : wanted_.texts) add(text);
    for (const std::string& name : wanted_.names) read(locate(name));
    loaded_.named = loaded_.files.size();
  }

  void load_drafts() {
    for (const std::string& word : wanted_.drafts) load_draft(word);
  }

  void follow() {
    for (std::size_t next = 0; next < loaded_.files.size(); ++next) {
      // What is read moves the files.
      const AskedFor asked = asked_for(loaded_.files[next]);
      const std::string asking = path_of(loaded_.files[next]);
      for (const std::string& name : asked.texts) {
        if (!declared_.texts.contains(name)) find_and_read(name, asking);
      }
      for (const std::string& name : asked.either) {
        if (declared_.texts.contains(name) || declared_.drafts.contains(name)) continue;
        find_and_read(name, asking);
      }
      for (const std::string& name : asked.drafts) {
        if (!declared_.drafts.contains(name)) find_and_read(name, asking);
      }
    }
  }

  void reload(FileId file) {
    const std::string path = loaded_.sources[file].path;
    std::erase_if(loaded_.problems, [&](const Diagnostic& problem) {
      const auto* span = std::get_if<Span>(&problem.location);
      const auto* whole = std::get_if<FileLocation>(&problem.location);
      return (span != nullptr && span->file == file) || (whole != nullptr && whole->path == path);
    });
    auto text = text_of(path);
    loaded_.sources.replace(file, text ? std::move(*text) : std::string());
    loaded_.files[static_cast<std::size_t>(file.index)] = parsed(file);
    declared_ = {};
    for (const ast::File& each : loaded_.files) declared_.add(each);
  }

 private:
  const std::string& path_of(const ast::File& file) const {
    return loaded_.sources[file.file].path;
  }

  std::string locate(const std::string& name) const {
    std::error_code ignored;
    if (!is_bare_name(name) || std::filesystem::exists(name, ignored)) return name;
    return find_in_libraries(name).value_or(name);
  }

  /// A file of drafts, or the file of the draft of that name where no file read so far has it.
  void load_draft(const std::string& word) {
    std::error_code ignored;
    if (!is_bare_name(word) || std::filesystem::is_regular_file(word, ignored)) {
      read(word);
      const auto file = seen_.find(canonical(word));
      if (file != seen_.end() && file->second.valid()) loaded_.draft_files[word] = file->second;
      return;
    }
    if (declared_.drafts.contains(word) || declared_.texts.contains(word)) return;
    for (std::size_t at = 0; at < loaded_.named; ++at) {
      if (const auto path = find_beside(word, path_of(loaded_.files[at]))) return read(*path);
    }
    if (const auto path = find_in("", word)) return read(*path);
    if (const auto path = find_in_libraries(word)) return read(*path);
    if (std::filesystem::exists(word, ignored)) read(word);  // which says what it is
  }

  static std::optional<std::string> find_beside(const std::string& name,
                                                const std::string& asking) {
    return find_in(std::filesystem::path(asking).parent_path().string(), name);
  }

  void find_and_read(const std::string& name, const std::string& asking) {
    auto path = find_beside(name, asking);
    if (!path) path = find_in_libraries(name);
    if (path) read(*path);
  }

  std::optional<std::string> find_in_libraries(const std::string& name) const {
    for (const std::string& folder : wanted_.library) {
      if (auto path = find_in_library(folder, name)) return path;
    }
    return std::nullopt;
  }

  static std::string canonical(const std::string& path) {
    std::error_code failure;
    const std::filesystem::path found = std::filesystem::weakly_canonical(path, failure);
    return failure ? path : found.string();
  }

  void read(const std::string& path) {
    const auto [place, added] = seen_.try_emplace(canonical(path));
    if (!added) return;
    if (auto text = text_of(path)) place->second = add_file(path, std::move(*text));
  }

  void add(const Text& text) {
    const std::size_t limit = syntax::Limits{}.file_bytes;
    if (text.text.size() > limit) {
      loaded_.problems.push_back(
          make_diagnostic(Code::FileTooLarge, FileLocation{text.name}, text.text.size(), limit));
    } else {
      add_file(text.name, text.text);
    }
  }

  FileId add_file(const std::string& path, std::string text) {
    const FileId file = loaded_.sources.add(path, std::move(text));
    loaded_.files.push_back(parsed(file));
    declared_.add(loaded_.files.back());
    return file;
  }

  /// The text of a file that can be read, and is not too large.
  std::optional<std::string> text_of(const std::string& path) {
    Bytes bytes = read_bytes(path);
    const std::size_t limit = syntax::Limits{}.file_bytes;
    if (!bytes.text) {
      loaded_.problems.push_back(
          make_diagnostic(Code::FileNotFound, FileLocation{path}, path, bytes.reason));
    } else if (bytes.text->size() > limit) {
      loaded_.problems.push_back(
          make_diagnostic(Code::FileTooLarge, FileLocation{path}, bytes.size, limit));
      bytes.text.reset();
    }
    return std::move(bytes.text);
  }

  ast::File parsed(FileId file) {
    const std::string_view text = loaded_.sources[file].text;
    if (auto tree = find_tree(kept_, text, file)) return std::move(*tree);
    Emitter found;
    ast::File tree = syntax::parse(loaded_.sources, file, found);
    loaded_.problems.insert(loaded_.problems.end(), found.diagnostics().begin(),
                            found.diagnostics().end());
    if (found.diagnostics().empty()) keep_tree(kept_, text, tree);
    return tree;
  }

  Loaded& loaded_;
  const Wanted& wanted_;
  std::map<std::string, FileId> seen_;  // by canonical path; invalid where it cannot be read
  Declared declared_;
  kept::Files kept_;
};

}  // namespace

bool Loaded::is_whole() const {
  return std::none_of(problems.begin(), problems.end(), [](const Diagnostic& problem) {
    return problem.severity == Severity::Error;
  });
}

Loaded load(const Wanted& wanted, Follow follow) {
  Loaded loaded;
  Loader loader(loaded, wanted);
  loader.load();
  if (follow == Follow::Uses) {
    loader.load_drafts();
    loader.follow();
  }
  return loaded;
}

void reload(Loaded& loaded, FileId file, const Wanted& wanted) {
  Loader loader(loaded, wanted);
  loader.reload(file);
  loader.follow();
}

}  // namespace nansen::session
