// Numbered diagnostics: the only way any room tells the user that something is wrong.
//
// A diagnostic is declared as one row of a table in registry/ (its number, severity, message and
// help), documented in docs/errors.md under the same number, and shown by a golden test. A test
// fails if one of the three lacks it.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/source/source.h"

namespace nansen {

enum class Severity : std::uint8_t { Warning, Error };

/// The numbers users see (`N2001`). A number is never given twice, not even after its retirement.
enum class Code : std::uint16_t {
#define NANSEN_DIAGNOSTIC(name, number, severity, message, help) name = number,
#include "compiler/diagnostics/registry.def"
#undef NANSEN_DIAGNOSTIC
};

/// By which door a question came in, and its diagnostics go out.
enum class Door : std::uint8_t {
  Command,  // of the command line: a help names options and commands
  Library,  // of nansen.h and whatever stands on it: a help names fields and arguments
};

/// One row of the registry. `message`, `help` and `library_help` are fmt templates over the same
/// arguments; an empty help is allowed only where the message already says what to do.
struct Registration {
  Code code;
  std::string_view name;
  Severity severity;
  std::string_view message;
  std::string_view help;
  std::string_view library_help = {};  // at the library's door; empty: the same help
};

/// Every registered diagnostic, by ascending number.
std::span<const Registration> all_registrations();
/// The row of `code`, which must be registered.
const Registration& registration(Code code);

/// A place in a table of cases. `row` counts lines of the file from 1 (the header is row 1);
/// `column` counts cells from 1, 0 meaning the whole row; `column_name` is the header's word.
struct TableLocation {
  std::string path;
  std::uint64_t row = 0;
  std::uint32_t column = 0;
  std::string column_name;
};

/// A file as a whole (missing, unreadable, too large).
struct FileLocation {
  std::string path;
};

/// Nowhere but the command line.
struct CommandLocation {};

using Location = std::variant<CommandLocation, FileLocation, Span, TableLocation>;

/// A further place that belongs to the story: "the other rule is here".
struct Label {
  Span span;
  std::string message;
};

struct Diagnostic {
  Code code{};
  Severity severity = Severity::Error;
  Location location;
  std::string message;
  std::string help;
  /// What stands in the help's place at the library's door; empty: the same help.
  std::string library_help;
  std::vector<Label> labels;
  /// The law under the excerpt: `1951 Convention, art. 1F "Exclusion"`; empty outside a provision.
  std::string provision;
};

/// What `diagnostic` says is to be done, in words that fit the door.
const std::string& help_at(Door door, const Diagnostic& diagnostic);

/// Builds the diagnostic of `code` at `location`, its message and help filled in with `arguments`.
template <typename... Arguments>
Diagnostic make_diagnostic(Code code, Location location, const Arguments&... arguments) {
  const Registration& row = registration(code);
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.severity = row.severity;
  diagnostic.location = std::move(location);
  diagnostic.message = fmt::format(fmt::runtime(row.message), arguments...);
  diagnostic.help = fmt::format(fmt::runtime(row.help), arguments...);
  diagnostic.library_help = fmt::format(fmt::runtime(row.library_help), arguments...);
  return diagnostic;
}

/// Collects what went wrong, in the order it was found.
class Emitter {
 public:
  /// Keeps `diagnostic`; after `limit` errors (or `limit` warnings) further ones are counted but
  /// not kept. The caller may add labels to what is returned until the next call of `emit`.
  Diagnostic& emit(Diagnostic diagnostic);

  template <typename... Arguments>
  Diagnostic& emit(Code code, Location location, const Arguments&... arguments) {
    return emit(make_diagnostic(code, std::move(location), arguments...));
  }

  bool has_errors() const { return error_count_ > 0; }
  std::size_t error_count() const { return error_count_; }
  std::size_t warning_count() const { return warning_count_; }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  static constexpr std::size_t limit = 200;

 private:
  std::vector<Diagnostic> diagnostics_;
  Diagnostic overflow_;
  std::size_t error_count_ = 0;
  std::size_t warning_count_ = 0;
};

/// The one of `candidates` nearest to `word` in edits, or empty when none is near enough to
/// suggest.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

/// `; did you mean "fear"?` where `nearest` finds something, or empty.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace nansen
