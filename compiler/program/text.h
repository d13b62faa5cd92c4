// Expressions and values of a typed program as text; used inside this room.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::program {

/// The expression on one line, fully parenthesised; heads appear as `r<number>`.
std::string to_text(const Program& program, ExpressionId expression);

/// The expression of a formula on one line, fully parenthesised; `{0.3 of ...}` is a portion.
std::string to_text(const Program& program, FormulaExpressionId expression);

/// Parameters, formulas and allocations, as `print` shows them.
std::string print_formulas(const Program& program);

/// Calendars, and how periods are computed, as `print` shows them.
std::string print_computations(const Program& program);

/// Statuses and clocks, as `print` shows them.
std::string print_statuses(const Program& program);

/// Rights, norms, limits, and whom instruments bind, as `print` shows them.
std::string print_norms(const Program& program);

/// A number of `type`: dates as days of the calendar, periods with their unit.
std::string number_text(const Type& type, const Rational& number);

/// Lines of text, each two spaces further in for every level of depth.
class Lines {
 public:
  void line(int depth, std::string_view words);
  /// A line `WORD "..."` for each entry.
  void strings(int depth, std::string_view word, const std::vector<std::string>& entries);
  /// The sources, notes and marks of what is unverified.
  template <typename Entry>
  void annotations(int depth, const Entry& entry) {
    strings(depth, "source", entry.sources);
    strings(depth, "note", entry.notes);
    strings(depth, "unverified", entry.unverified);
  }
  void append(const std::string& text) { text_ += text; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

/// ` "..."`, or nothing where there is no title.
std::string title_text(const std::string& title);

/// `text` in double quotes, with `\` before each inner quote and backslash.
std::string quoted(std::string_view text);

}  // namespace nansen::program
