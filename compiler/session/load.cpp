#include "compiler/session/load.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <set>

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
  struct stat status{};
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

/// The names of the vocabularies and instruments that a file declares.
std::vector<std::string> declared_by(const ast::File& file) {
  std::vector<std::string> names;
  for (const ast::Item& item : file.items) {
    if (const auto* vocabulary = std::get_if<ast::Vocabulary>(&item)) {
      names.push_back(vocabulary->name.text);
    } else if (const auto* instrument = std::get_if<ast::Instrument>(&item)) {
      names.push_back(instrument->name.text);
    }
  }
  return names;
}

/// The names that a file asks for, by `uses` at its top or inside an instrument.
std::vector<std::string> used_by(const ast::File& file) {
  std::vector<std::string> names;
  const auto add = [&names](const ast::Uses& uses) {
    for (const ast::Name& name : uses.names) names.push_back(name.text);
  };
  for (const ast::Item& item : file.items) {
    if (const auto* uses = std::get_if<ast::Uses>(&item)) {
      add(*uses);
    } else if (const auto* instrument = std::get_if<ast::Instrument>(&item)) {
      for (const ast::InstrumentItem& part : instrument->items) {
        if (const auto* inner = std::get_if<ast::Uses>(&part)) add(*inner);
      }
    }
  }
  return names;
}

class Loader {
 public:
  Loader(const std::vector<std::string>& library, Emitter& emitter)
      : library_(library), emitter_(emitter) {}

  Loaded load(const std::vector<std::string>& names, Follow follow) {
    for (const std::string& name : names) read(locate(name));
    loaded_.named = loaded_.files.size();
    if (follow == Follow::NamedOnly) return std::move(loaded_);
    for (std::size_t next = 0; next < loaded_.files.size(); ++next) {
      for (const std::string& name : used_by(loaded_.files[next])) {
        if (declared_.contains(name)) continue;
        const std::string asking = loaded_.sources[loaded_.files[next].file].path;
        if (const auto path = find_used(name, asking)) read(*path);
      }
    }
    return std::move(loaded_);
  }

 private:
  std::string locate(const std::string& name) const {
    std::error_code ignored;
    if (!is_bare_name(name) || std::filesystem::exists(name, ignored)) return name;
    return find_in_libraries(name).value_or(name);
  }

  std::optional<std::string> find_used(const std::string& name, const std::string& asking) const {
    const std::string beside = std::filesystem::path(asking).parent_path().string();
    if (auto path = find_in(beside, name)) return path;
    return find_in_libraries(name);
  }

  std::optional<std::string> find_in_libraries(const std::string& name) const {
    for (const std::string& folder : library_) {
      if (auto path = find_in_library(folder, name)) return path;
    }
    return std::nullopt;
  }

  void read(const std::string& path) {
    std::error_code failure;
    const std::filesystem::path canonical = std::filesystem::weakly_canonical(path, failure);
    if (!seen_.insert(failure ? path : canonical.string()).second) return;
    Bytes bytes = read_bytes(path);
    if (!bytes.text) {
      emitter_.emit(Code::FileNotFound, FileLocation{path}, path, bytes.reason);
      return;
    }
    const std::size_t limit = syntax::Limits{}.file_bytes;
    if (bytes.text->size() > limit) {
      emitter_.emit(Code::FileTooLarge, FileLocation{path}, bytes.size, limit);
      return;
    }
    const FileId file = loaded_.sources.add(path, std::move(*bytes.text));
    loaded_.files.push_back(syntax::parse(loaded_.sources, file, emitter_));
    for (std::string& name : declared_by(loaded_.files.back())) declared_.insert(std::move(name));
  }

  const std::vector<std::string>& library_;
  Emitter& emitter_;
  Loaded loaded_;
  std::set<std::string> seen_;      // canonical paths
  std::set<std::string> declared_;  // vocabularies and instruments
};

}  // namespace

Loaded load(const std::vector<std::string>& names, const std::vector<std::string>& library,
            Follow follow, Emitter& emitter) {
  return Loader(library, emitter).load(names, follow);
}

}  // namespace nansen::session
