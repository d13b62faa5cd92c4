// What the command shows: tables, trees and sentences as one data structure, written as text for a
// terminal, as CSV or as JSON. Nothing here prints: every function gives a string.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/base/rational.h"
#include "compiler/base/truth.h"

namespace nansen::report {

/// What stands in a cell: nothing, words, a whole number, an exact number or a truth value.
using Value = std::variant<std::monostate, std::string, std::int64_t, Rational, Truth>;

enum class Align : std::uint8_t { Left, Right };

struct Column {
  std::string name;
  Align align = Align::Left;
};

/// One branch of a tree. The truth is shown as a mark and a colour before `text`; `details` are
/// further lines under it. `fields` are what JSON and CSV hold of it, in this order.
struct Node {
  std::optional<Truth> truth;
  std::string text;
  std::vector<std::string> details;
  std::vector<std::pair<std::string, Value>> fields;
  std::vector<Node> children;
};

/// A table. Every row has as many cells as there are columns.
struct Sheet {
  std::string key;    // what JSON calls it: `coverage`
  std::string title;  // shown above it; may be empty
  std::vector<Column> columns;
  std::vector<std::vector<Value>> rows;
  /// Rows shown below a line under the others, such as totals; in no other format.
  std::vector<std::vector<Value>> footer = {};
  /// Columns that a terminal has no room for go into further tables, each of which begins with the
  /// first column; otherwise cells are broken.
  bool spreads = false;
  /// If not empty, what a terminal shows instead of the table: the same, where cells would be too
  /// long to stand side by side.
  std::vector<Node> drawing = {};
};

struct Tree {
  std::string key;
  std::string title;
  Node root;
};

/// Sentences, one a line. `truth` gives each its mark; none leaves them unmarked.
struct Lines {
  std::string key;
  std::string title;
  std::optional<Truth> truth;
  std::vector<std::string> lines;
};

/// Two trees that are read together, such as an answer before and after: next to each other where
/// the terminal has room, else one under the other.
struct Beside {
  struct Side {
    std::string name;  // shown above it
    Node root;
  };
  std::string key;
  std::string title;
  Side left;
  Side right;
};

using Part = std::variant<Sheet, Tree, Lines, Beside>;

struct Report {
  std::vector<Part> parts;
  /// Set where reports of this kind have several parts, so that CSV names the part of each row.
  bool sections = false;
};

struct TextStyle {
  std::size_t width = 100;  // columns of the terminal; longer text wraps
  bool colour = false;      // ANSI colours, beside the marks and never instead of them
};

/// For reading: headers underlined, numbers to the right, long cells and lines wrapped to the
/// width. Ends with a newline unless the report is empty.
std::string to_text(const Report& report, const TextStyle& style);

/// One table with one header line. A tree is a table with a `depth` column (the root is 0); two
/// trees beside each other are one with a `side` column before it; sentences are a table of one
/// column. Of a report in sections, or of several parts, the first
/// column is `section`, the key of the row's part, and the others are those of all parts, each name
/// once; a cell of a column that a part does not have is empty. RFC 4180, lines end in LF.
std::string to_csv(const Report& report);

/// One object: a member a part, under its key. Tables are arrays of objects by column name; trees
/// nest under `parts`; of two trees each is a member under its name; sentences are an array. Whole
/// numbers are numbers, other exact numbers strings such as "0.3" and "1/3", truths their words,
/// nothing is null. Indented by two, ends with a newline.
std::string to_json(const Report& report);

}  // namespace nansen::report
