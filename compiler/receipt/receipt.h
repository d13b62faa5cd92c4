// What was compared, and with what: enough to do it again, and to see whether anything differs.
//
// A receipt is one JSON object. Its files are named from the folder in which it stands, or from the
// library, and are known by their SHA-256. A receipt may come from anyone: it names no folder of
// this machine, asks for nothing to be written, and says nothing that is not looked at again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nansen::receipt {

/// A file that was read.
struct File {
  std::string path;      // from the receipt's folder; of a library's file from the library's
  bool library = false;  // of the library that comes with the command
  std::string sha256;    // 64 hexadecimal digits, small letters
  std::uint64_t bytes = 0;
  bool operator==(const File&) const = default;
};

/// What was asked, as words of the command line; paths are from the receipt's folder.
struct Asked {
  std::vector<std::string> names;        // the base and the drafts, or whatever is compared
  std::vector<std::string> provisions;   // files beside them
  std::vector<std::string> drafts;       // that the base was amended by before
  std::vector<std::string> definitions;  // empty: all that differ
  std::vector<std::string> readings;
  std::optional<std::string> as_of;
  bool rights = false;
  std::string engine;  // automatic, native, blockwise, interpreter
  std::string cases;   // or `states` is not empty
  std::string states;
  std::vector<std::pair<std::string, std::string>> tables;  // name, path
  std::vector<std::string> columns;                         // of States
  std::vector<std::string> settings;
  std::optional<std::int64_t> year;
  std::optional<std::string> total;
  bool operator==(const Asked&) const = default;
};

struct Receipt {
  std::string version;  // of the command: `0.1.0`
  Asked asked;
  std::vector<File> files;    // in the order in which they were read
  std::string result_sha256;  // of the whole result as JSON
  bool operator==(const Receipt&) const = default;
};

/// A receipt is not longer than so many bytes.
inline constexpr std::size_t most_bytes = 1 << 20;

/// Indented by two; ends with a newline.
std::string to_json(const Receipt& receipt);

/// The receipt that `text` is. Otherwise `problem` says what is wrong with it, as the end of the
/// sentence `this is no receipt that can be repeated: `.
std::optional<Receipt> from_json(std::string_view text, std::string& problem);

/// The receipt that `page`, written by nansen compare --report, holds, as JSON; nothing where it
/// holds none. It is as little to be trusted as one of its own.
std::optional<std::string> in_page(std::string_view page);
/// A page is not longer than so many bytes.
inline constexpr std::size_t most_bytes_of_page = 64 << 20;

/// The SHA-256 of `bytes`: 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

/// The hash and the size of the file at `path`; what it is called is left to the caller. Nothing
/// iff it cannot be read or is no regular file; then `reason` says why, in the system's words.
std::optional<File> hash_file(const std::string& path, std::string& reason);

}  // namespace nansen::receipt
