#include "compiler/sharing/compare.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/provenance/provision_text.h"
#include "compiler/report/number.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {
namespace {

using lower::FormulaOutputKind;
using report::Align;

/// One column of each formula: its shares, or its quotas.
struct Series {
  const interpret::SheetColumn* column = nullptr;
  bool hundredths = false;
  bool whole = false;
  std::string unit = {};  // of quotas

  bool asked(std::size_t row) const { return column != nullptr && column->asked[row]; }
  /// A State that is not asked takes nothing.
  Rational number(std::size_t row) const { return asked(row) ? column->numbers[row] : Rational(0); }
};

Series series_of(const Compared& formula, FormulaOutputKind kind) {
  const auto output = output_of(formula.lowered, kind);
  if (!output || formula.answer[*output].numbers.empty()) return {};
  Series series;
  series.column = &formula.answer[*output];
  series.whole = kind == FormulaOutputKind::Quota;
  const lower::FormulaOutput& entry = formula.lowered.outputs[*output];
  const program::FormulaExpressionId value =
      series.whole ? formula.program.allocations[entry.allocation].total
                   : formula.program.formula_lines[entry.line].value;
  const Shown how = shown(formula.program, value);
  series.hundredths = !series.whole && how.hundredths;
  series.unit = how.unit;
  return series;
}

class Comparer {
 public:
  Comparer(const std::vector<Compared>& formulas, const PresentOptions& options)
      : formulas_(formulas),
        options_(options),
        reading_(options.form == Form::Reading),
        digits_(options.digits.value_or(reading_ ? usual_digits_read : usual_digits_written)) {
    for (const Compared& formula : formulas) {
      shares_.push_back(series_of(formula, FormulaOutputKind::Result));
      quotas_.push_back(series_of(formula, FormulaOutputKind::Quota));
    }
    for (std::size_t row = 0; row < table().rows.size(); ++row) {
      const bool any = std::any_of(shares_.begin(), shares_.end(),
                                   [row](const Series& series) { return series.asked(row); });
      if (any) rows_.push_back(row);
    }
    sort();
  }

  report::Report report() {
    report::Report report;
    report.sections = true;
    report.parts.push_back(states());
    if (options_.form == Form::Csv) {
      report.sections = false;
      return report;
    }
    for (std::size_t other = 1; other < formulas_.size(); ++other) {
      report.parts.push_back(summary(other));
    }
    return report;
  }

 private:
  const interpret::SheetTable& table() const { return formulas_.front().table.sheet; }

  void sort() {
    const auto by = [&](const std::vector<Series>& all) {
      std::stable_sort(rows_.begin(), rows_.end(), [&](std::size_t left, std::size_t right) {
        return all.front().number(left) > all.front().number(right);
      });
    };
    switch (options_.sort) {
      case SortOrder::Table: break;
      case SortOrder::Name:
        std::stable_sort(rows_.begin(), rows_.end(), [&](std::size_t left, std::size_t right) {
          return table().rows[left] < table().rows[right];
        });
        break;
      case SortOrder::Share: by(shares_); break;
      case SortOrder::Quota: by(quotas_.front().column != nullptr ? quotas_ : shares_); break;
    }
  }

  /// Without the instrument, where the names then still differ.
  std::string short_name(const std::string& name) const {
    const auto last = [](const std::string& text) { return text.substr(text.rfind('.') + 1); };
    const auto same =
        std::count_if(formulas_.begin(), formulas_.end(),
                      [&](const Compared& formula) { return last(formula.name) == last(name); });
    return same > 1 ? name : last(name);
  }

  report::Value number(const Series& series, const Rational& value) const {
    if (series.whole) {
      if (reading_) return report::grouped(value, 0);
      return value;
    }
    if (!reading_) return report::fixed(value, digits_);
    return series.hundredths ? report::percent(value, digits_) : report::grouped(value, digits_);
  }

  /// With its sign; of shares in points, hundredths of the whole.
  std::string difference(const Series& series, const Rational& value) const {
    const int digits = series.whole ? 0 : digits_;
    if (value == 0) return reading_ ? "=" : report::fixed(value, digits);
    const Rational shown = series.hundredths && reading_ ? Rational(value * 100) : value;
    return reading_ ? report::signed_grouped(shown, digits) : report::fixed(shown, digits);
  }

  report::Sheet states() const {
    report::Sheet sheet;
    sheet.key = "states";
    sheet.spreads = true;
    std::vector<std::string> names;
    std::vector<std::string> full;
    for (const Compared& formula : formulas_) {
      names.push_back(short_name(formula.name));
      full.push_back(formula.name);
    }
    sheet.title = fmt::format("{}", fmt::join(full, " and "));
    sheet.columns.push_back({reading_ ? "State" : "state"});
    const char* space = reading_ ? " " : "_";
    const auto add_columns = [&](const std::vector<Series>& all, std::string_view what,
                                 std::string_view unit) {
      for (std::size_t at = 0; at < all.size(); ++at) {
        if (all[at].column == nullptr) continue;
        sheet.columns.push_back({names[at] + space + std::string(what), Align::Right});
      }
      for (std::size_t at = 1; at < all.size(); ++at) {
        if (all[at].column == nullptr || all[0].column == nullptr) continue;
        const std::string which = all.size() > 2 ? names[at] + space : std::string();
        sheet.columns.push_back(
            {which + std::string(what) + space + std::string(unit), Align::Right});
      }
    };
    add_columns(shares_, "share", reading_ ? "difference (points)" : "difference");
    add_columns(quotas_, "quota", "difference");
    for (const std::size_t row : rows_) {
      std::vector<report::Value>& cells = sheet.rows.emplace_back();
      cells.emplace_back(table().rows[row]);
      for (const auto* all : {&shares_, &quotas_}) add_cells(*all, row, cells);
    }
    std::vector<report::Value>& footer = sheet.footer.emplace_back();
    footer.emplace_back(std::string("total"));
    for (const auto* all : {&shares_, &quotas_}) {
      for (const Series& series : *all) {
        if (series.column != nullptr) {
          footer.push_back(number(series, total_of(*series.column).sum));
        }
      }
      for (std::size_t at = 1; at < all->size(); ++at) {
        if ((*all)[at].column == nullptr || (*all)[0].column == nullptr) continue;
        footer.emplace_back(difference((*all)[at], Rational(total_of(*(*all)[at].column).sum -
                                                            total_of(*(*all)[0].column).sum)));
      }
    }
    return sheet;
  }

  void add_cells(const std::vector<Series>& all, std::size_t row,
                 std::vector<report::Value>& cells) const {
    for (const Series& series : all) {
      if (series.column == nullptr) continue;
      if (series.asked(row)) {
        cells.push_back(number(series, series.number(row)));
      } else {
        cells.emplace_back();
      }
    }
    for (std::size_t at = 1; at < all.size(); ++at) {
      if (all[at].column == nullptr || all[0].column == nullptr) continue;
      cells.emplace_back(difference(all[at], Rational(all[at].number(row) - all[0].number(row))));
    }
  }

  /// Who takes more by the formula `other` than by the first, and who less.
  report::Lines summary(std::size_t other) const {
    report::Lines lines;
    lines.key = formulas_.size() > 2 ? "changes_" + std::to_string(other) : "changes";
    lines.title = fmt::format("By {} rather than {}", formulas_[other].name, formulas_[0].name);
    const bool persons = quotas_[0].column != nullptr && quotas_[other].column != nullptr;
    const std::vector<Series>& all = persons ? quotas_ : shares_;
    if (all[0].column == nullptr || all[other].column == nullptr) return lines;
    struct Change {
      std::string state;
      Rational amount;
    };
    std::vector<Change> more;
    std::vector<Change> less;
    Rational moved;
    for (const std::size_t row : rows_) {
      const Rational change = all[other].number(row) - all[0].number(row);
      if (change > 0) more.push_back({table().rows[row], change});
      if (change < 0) less.push_back({table().rows[row], change});
      if (change > 0) moved += change;
    }
    const auto order = [](std::vector<Change>& changes) {
      std::stable_sort(changes.begin(), changes.end(), [](const Change& left, const Change& right) {
        return abs(left.amount) > abs(right.amount);
      });
    };
    order(more);
    order(less);
    const auto say = [&](const std::vector<Change>& changes, std::string_view which) {
      std::vector<std::string> names;
      for (const Change& change : changes) {
        names.push_back(change.state + " " + difference(all[other], change.amount));
      }
      const std::string points = all[other].hundredths && reading_ ? " points" : "";
      if (changes.empty()) {
        lines.lines.push_back(fmt::format("No State takes {}.", which));
        return;
      }
      lines.lines.push_back(fmt::format(
          "{} {} {}: {}{}.", report::counted(mpz_class(changes.size()), "State"),
          changes.size() == 1 ? "takes" : "take", which, fmt::join(names, ", "), points));
    };
    say(more, "more");
    say(less, "less");
    const std::size_t same = rows_.size() - more.size() - less.size();
    std::string last = same == 0 ? std::string("No State is as before")
                                 : report::counted(mpz_class(same), "State") + " as before";
    const std::string& unit = all[other].unit;
    last += fmt::format("; what is moved is {}{}.", number_text(moved, all[other]),
                        unit.empty() ? "" : " " + unit);
    lines.lines.push_back(std::move(last));
    return lines;
  }

  std::string number_text(const Rational& number, const Series& series) const {
    if (series.hundredths) return report::percent(number, reading_ ? digits_ : usual_digits_read);
    return report::grouped(number, series.whole ? 0 : digits_);
  }

  const std::vector<Compared>& formulas_;
  const PresentOptions& options_;
  bool reading_;
  int digits_;
  std::vector<Series> shares_;  // by formula
  std::vector<Series> quotas_;
  std::vector<std::size_t> rows_;
};

}  // namespace

report::Report compare(const std::vector<Compared>& formulas, const PresentOptions& options) {
  return Comparer(formulas, options).report();
}

Column column_of(const Compared& formula, bool quotas) {
  const Series series =
      series_of(formula, quotas ? FormulaOutputKind::Quota : FormulaOutputKind::Result);
  Column column{.numbers = {}, .hundredths = series.hundredths, .unit = series.unit};
  if (series.column == nullptr) return column;
  column.numbers.resize(series.column->numbers.size());
  for (std::size_t row = 0; row < column.numbers.size(); ++row) {
    if (series.asked(row)) column.numbers[row] = series.column->numbers[row];
  }
  return column;
}

}  // namespace nansen::sharing
