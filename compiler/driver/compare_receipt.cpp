#include "compiler/driver/compare_receipt.h"

#include <algorithm>
#include <filesystem>

#include "compiler/driver/case_files.h"
#include "compiler/driver/compared_texts.h"

namespace nansen::driver {

namespace {

namespace fs = std::filesystem;

fs::path canonical_path(const fs::path& path) {
  std::error_code failure;
  fs::path whole = fs::weakly_canonical(fs::absolute(path), failure);
  return failure ? path : whole;
}

/// The paths of a receipt: from the folder of `file`, where it is written.
class Paths {
 public:
  explicit Paths(const std::string& file) : folder_(canonical_path(fs::path(file)).parent_path()) {}

  std::string of(const std::string& path) const {
    return canonical_path(path).lexically_relative(folder_).string();
  }
  /// A name stays as it is.
  std::vector<std::string> of_names(std::vector<std::string> names) const {
    for (std::string& name : names) {
      if (is_path(name)) name = of(name);
    }
    return names;
  }

 private:
  fs::path folder_;
};

/// Tables by name with their paths.
std::vector<std::pair<std::string, std::string>> tables_of(const std::vector<std::string>& words,
                                                           const Paths& paths) {
  std::vector<std::pair<std::string, std::string>> tables;
  Emitter told_before;
  for (const auto& [name, path] : named_tables(words, told_before).value_or(NamedPaths())) {
    tables.emplace_back(name, paths.of(path));
  }
  return tables;
}

receipt::Asked asked_of(const session::Session& session, const CompareArguments& arguments,
                        const Paths& paths) {
  receipt::Asked asked;
  asked.names = paths.of_names(arguments.asking.definitions);
  // What was found by its name is found again because it is named.
  for (const std::string& name : arguments.common.files) {
    if (!is_path(name) && !fs::exists(name)) asked.provisions.push_back(name);
  }
  for (const ast::File& file : session.loaded().files) {
    const std::string& path = session.sources()[file.file].path;
    if (library_name(path)) continue;
    std::string named = paths.of(path);
    const auto& names = asked.names;
    if (std::find(names.begin(), names.end(), named) != names.end()) continue;
    asked.provisions.push_back(std::move(named));
  }
  asked.drafts = paths.of_names(arguments.common.drafts);
  asked.definitions = arguments.define;
  asked.readings = arguments.asking.readings;
  asked.as_of = arguments.asking.as_of;
  asked.rights = arguments.rights;
  asked.engine = std::string(session::name_of(arguments.engine));
  const StateSource& source = arguments.source;
  if (source.states.empty()) {
    asked.cases = paths.of(arguments.cases.cases);
    asked.tables = tables_of(arguments.cases.tables, paths);
  } else {
    asked.states = paths.of(source.states);
    asked.tables = tables_of(source.tables, paths);
    asked.columns = source.columns;
    asked.settings = source.settings;
    asked.year = source.year;
    asked.total = source.total;
  }
  return asked;
}

std::optional<receipt::Receipt> receipt_of(session::Session& session,
                                           const CompareArguments& arguments,
                                           const ComparisonResult& result, const Paths& paths) {
  receipt::Receipt receipt;
  receipt.version = NANSEN_VERSION;
  receipt.asked = asked_of(session, arguments, paths);
  bool good = true;
  const auto add = [&](const std::string& path) {
    std::string reason;
    auto file = receipt::hash_file(path, reason);
    if (!file) {
      session.emitter().emit(Code::FileNotFound, FileLocation{path}, path, reason).help =
          "a receipt holds the hash of each file that is read: read "
          "regular files";
      good = false;
      return;
    }
    const auto in_library = library_name(path);
    file->library = in_library.has_value();
    file->path = in_library.value_or(paths.of(path));
    receipt.files.push_back(std::move(*file));
  };
  for (const ast::File& file : session.loaded().files) add(session.sources()[file.file].path);
  for (const InputFile& input : inputs_of(arguments)) add(input.path);
  receipt.result_sha256 = hash_of(result);
  if (!good) return std::nullopt;
  return receipt;
}

}  // namespace

std::vector<InputFile> inputs_of(const CompareArguments& arguments) {
  Emitter told_later;
  const bool states = !arguments.source.states.empty();
  std::vector<InputFile> inputs;
  if (states) {
    inputs.push_back({"the table of States", arguments.source.states});
  } else {
    inputs.push_back({"the table of cases", arguments.cases.cases});
  }
  const auto tables =
      named_tables(states ? arguments.source.tables : arguments.cases.tables, told_later);
  for (const auto& [name, path] : tables.value_or(NamedPaths())) {
    inputs.push_back({"the table \"" + name + "\"", path});
  }
  return inputs;
}

std::optional<std::string> library_name(const std::string& path) {
  const fs::path whole = canonical_path(path);
  for (const std::string& folder : library_folders()) {
    const fs::path inside = whole.lexically_relative(canonical_path(folder));
    if (!inside.empty() && *inside.begin() != "..") return inside.string();
  }
  return std::nullopt;
}

std::optional<std::string> path_in_library(const std::string& path) {
  for (const std::string& folder : library_folders()) {
    const fs::path whole = fs::path(folder) / path;
    std::error_code ignored;
    if (fs::is_regular_file(whole, ignored) && library_name(whole.string())) return whole.string();
  }
  return std::nullopt;
}

std::string hash_of(const ComparisonResult& result) {
  return receipt::sha256(report::to_json(result.whole));
}

bool write_receipt(session::Session& session, const CompareArguments& arguments,
                   const ComparisonResult& result, Output& output) {
  const auto receipt = receipt_of(session, arguments, result, Paths(output.path()));
  if (receipt) output.write(receipt::to_json(*receipt));
  return receipt.has_value();
}

bool write_page(session::Session& session, const CompareArguments& arguments,
                const ComparisonResult& result, Output& output) {
  if (!result.outcome && !result.shares) {
    session.emitter()
        .emit(Code::DraftHasNoPart, CommandLocation{}, arguments.asking.definitions.front())
        .help = "pages show what drafts change: nansen compare INSTRUMENT DRAFT --report FILE";
    return false;
  }
  const auto receipt = receipt_of(session, arguments, result, Paths(output.path()));
  if (!receipt) return false;
  page::Content content;
  if (result.outcome) content.outcome = &*result.outcome;
  if (result.shares) content.shares = &*result.shares;
  content.texts = result.texts;
  content.receipt = receipt::to_json(*receipt);
  content.version = NANSEN_VERSION;
  output.write(page::of(content));
  return true;
}

}  // namespace nansen::driver
