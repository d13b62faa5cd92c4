// nansen repeat: a comparison done again from its receipt, with the same files, and whether it
// comes to the same.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "compiler/driver/compare_receipt.h"
#include "compiler/driver/compared_texts.h"

namespace nansen::driver {

namespace {

namespace fs = std::filesystem;

/// True iff `text` begins as pages do.
bool is_page(const std::string& text) { return text.starts_with("<!"); }

/// The text of a regular file, no more of it than a receipt can have, or a page, if it is one;
/// nothing after an error.
std::optional<std::string> text_of(const std::string& path, Emitter& emitter) {
  std::error_code failure;
  const bool regular = fs::is_regular_file(path, failure);
  std::ifstream file;
  if (regular) file.open(path, std::ios::binary);
  if (!regular || !file) {
    const std::string reason = failure    ? failure.message()
                               : !regular ? std::string("it is no regular file")
                                          : std::string("it cannot be opened");
    emitter.emit(Code::FileNotFound, FileLocation{path}, path, reason).help =
        "name a receipt that nansen compare --receipt wrote, or a page that --report wrote";
    return std::nullopt;
  }
  std::string text;
  const auto read_to = [&](std::size_t bytes) {
    const std::size_t before = text.size();
    text.resize(bytes);
    file.read(text.data() + before, static_cast<std::streamsize>(bytes - before));
    text.resize(before + static_cast<std::size_t>(file.gcount()));
  };
  read_to(receipt::most_bytes + 1);
  if (is_page(text) && file) read_to(receipt::most_bytes_of_page);
  return text;
}

class Repeater {
 public:
  Repeater(receipt::Receipt receipt, const std::string& path)
      : receipt_(std::move(receipt)), folder_(fs::path(path).parent_path()) {}

  const receipt::Receipt& receipt() const { return receipt_; }

  /// The arguments of the command whose receipt it is.
  CompareArguments arguments(const RepeatArguments& repeat) const {
    const receipt::Asked& asked = receipt_.asked;
    CompareArguments arguments;
    arguments.common = repeat.common;
    arguments.common.files = in_folder_names(asked.provisions);
    arguments.common.drafts = in_folder_names(asked.drafts);
    arguments.asking.definitions = in_folder_names(asked.names);
    arguments.asking.readings = asked.readings;
    arguments.asking.as_of = asked.as_of;
    arguments.define = asked.definitions;
    arguments.rights = asked.rights;
    arguments.format = OutputFormat::Json;
    arguments.engine =
        session::engine_called(asked.engine).value_or(session::EngineKind::Automatic);
    std::vector<std::string> tables;
    for (const auto& [name, path] : asked.tables) tables.push_back(name + "=" + in_folder(path));
    if (asked.states.empty()) {
      arguments.cases = {in_folder(asked.cases), std::move(tables)};
    } else {
      arguments.source = {.states = in_folder(asked.states),
                          .tables = std::move(tables),
                          .columns = asked.columns,
                          .settings = asked.settings,
                          .year = asked.year,
                          .total = asked.total};
    }
    return arguments;
  }

  /// Holds the files against their hashes.
  bool check_files(Emitter& emitter) {
    bool good = true;
    for (const receipt::File& file : receipt_.files) {
      const std::optional<std::string> found =
          file.library ? path_in_library(file.path) : std::optional(in_folder(file.path));
      const std::string& path = found ? *found : file.path;
      std::string reason = "the library has no such file";
      const auto hashed = found ? receipt::hash_file(path, reason) : std::nullopt;
      if (!hashed) {
        emitter.emit(Code::FileNotFound, FileLocation{path}, path, reason).help =
            "find the file as it was, or compare anew";
        good = false;
      } else if (hashed->sha256 != file.sha256 || hashed->bytes != file.bytes) {
        emitter.emit(Code::ReceiptDiffers, FileLocation{path}, path, hashed->sha256, file.sha256);
        good = false;
      } else {
        std::error_code ignored;
        known_.insert(fs::weakly_canonical(path, ignored));
      }
    }
    return good;
  }

  /// Whether a file that is read is one of those whose hashes were held against it.
  bool lists(const std::string& path, Emitter& emitter) const {
    std::error_code ignored;
    if (known_.contains(fs::weakly_canonical(path, ignored))) return true;
    emitter.emit(Code::BadReceipt, FileLocation{path},
                 fmt::format("\"{}\" is read, and it lists no hash of that", path));
    return false;
  }

 private:
  std::string in_folder(const std::string& path) const {
    return (folder_ / path).lexically_normal().string();
  }
  std::vector<std::string> in_folder_names(std::vector<std::string> names) const {
    for (std::string& name : names) {
      if (is_path(name)) name = in_folder(name);
    }
    return names;
  }

  receipt::Receipt receipt_;
  fs::path folder_;
  std::set<fs::path> known_;
};

/// The receipt at `path`, its files as they were. Nothing after an error.
std::optional<Repeater> read_receipt(const std::string& path, Emitter& emitter) {
  auto text = text_of(path, emitter);
  if (!text) return std::nullopt;
  std::string problem = "the page holds none";
  std::optional<receipt::Receipt> receipt;
  if (is_page(*text)) text = receipt::in_page(*text);
  if (text) receipt = receipt::from_json(*text, problem);
  if (!receipt) {
    emitter.emit(Code::BadReceipt, FileLocation{path}, problem);
    return std::nullopt;
  }
  if (receipt->version != NANSEN_VERSION) {
    emitter.emit(Code::OtherVersion, FileLocation{path}, receipt->version, NANSEN_VERSION);
  }
  Repeater repeater(std::move(*receipt), path);
  if (!repeater.check_files(emitter)) return std::nullopt;
  return repeater;
}

/// Compares again and says whether it came to the same.
void repeat(session::Session& session, const Repeater& repeater, const CompareArguments& arguments,
            const Terminal& terminal) {
  Emitter& emitter = session.emitter();
  if (!session.load()) return;
  bool good = true;
  for (const ast::File& file : session.loaded().files) {
    good = repeater.lists(session.sources()[file.file].path, emitter) && good;
  }
  for (const InputFile& input : inputs_of(arguments)) {
    good = repeater.lists(input.path, emitter) && good;
  }
  if (!good) return;
  const auto result = compare_names(session, arguments, terminal);
  if (!result || emitter.has_errors()) return;
  const std::string hash = hash_of(*result);
  const std::string& before = repeater.receipt().result_sha256;
  if (hash != before) {
    emitter.emit(Code::ResultDiffers, CommandLocation{},
                 fmt::format("its SHA-256 is {}, and was {}", hash, before));
    return;
  }
  const std::size_t files = repeater.receipt().files.size();
  print_out(
      fmt::format("The result is the same, from the same {} files: SHA-256 {}\n", files, hash));
}

}  // namespace

Status run_repeat(const RepeatArguments& arguments, const Terminal& terminal) {
  Emitter found;
  auto repeater = read_receipt(arguments.receipt, found);
  CompareArguments compared;
  compared.common = arguments.common;
  if (repeater) compared = repeater->arguments(arguments);
  const Common common = common_of(compared);
  Command command(common, terminal);
  for (const Diagnostic& diagnostic : found.diagnostics()) command.emitter().emit(diagnostic);
  if (repeater) repeat(command.session(), *repeater, compared, terminal);
  return command.close();
}

}  // namespace nansen::driver
