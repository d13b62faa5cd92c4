// Rights, norms, limits, and whom instruments bind, as stable text.
#include <fmt/format.h>

#include "compiler/program/program.h"
#include "compiler/program/text.h"

namespace nansen::program {
namespace {

constexpr std::string_view norm_words[] = {"prohibit", "oblige", "permit"};

class NormPrinter {
 public:
  explicit NormPrinter(const Program& program) : program_(program) {}

  std::string print() {
    for (const Right& right : program_.rights) print_right(right);
    for (const Norm& norm : program_.norms) print_norm(norm);
    for (const Limit& limit : program_.limits) print_limit(limit);
    for (const Binding& binding : program_.bindings) print_binding(binding);
    return text_.take();
  }

 private:
  void print_right(const Right& right) {
    std::string words = "right " + name(right.value);
    if (right.owed.valid()) words += " where " + name(right.owed);
    if (right.attachment.valid()) {
      words += " attaches at " + program_.enumerations[right.attachment].members[right.level].name;
    }
    text_.line(0, words);
  }

  void print_norm(const Norm& norm) {
    text_.line(
        0, fmt::format("{} {}", norm_words[static_cast<std::size_t>(norm.kind)], name(norm.holds)));
    if (norm.fulfilled.valid()) text_.line(1, "fulfilled: " + name(norm.fulfilled));
    if (norm.breached.valid()) text_.line(1, "breached: " + name(norm.breached));
  }

  void print_limit(const Limit& limit) {
    std::string words = fmt::format(
        "limit {}.{} of {}: {} is at most {}", instrument(limit), limit.name, entity(limit.entity),
        limit.counted.valid() ? "total of " + to_text(program_, limit.counted) : "count",
        most(limit));
    words += window(limit);
    for (const FactId fact : limit.by) {
      words +=
          fmt::format("{}{}", fact == limit.by.front() ? " by " : ", ", program_.facts[fact].name);
    }
    if (limit.condition.valid()) words += " where " + to_text(program_, limit.condition);
    text_.line(0, fmt::format("{} [{}]", words, to_full_string(limit.citation)));
    text_.annotations(1, limit);
  }

  std::string most(const Limit& limit) const {
    return limit.parameter.valid() ? program_.parameters[limit.parameter].name
                                   : nansen::to_string(limit.at_most);
  }

  std::string window(const Limit& limit) const {
    switch (limit.window) {
      case LimitWindow::Always: return "";
      case LimitWindow::CalendarYear: return " in each year of " + fact(limit.day);
      case LimitWindow::CalendarMonth: return " in each month of " + fact(limit.day);
      case LimitWindow::AtOnce: break;
    }
    return fmt::format(" at once from {} until {}", fact(limit.day), fact(limit.until));
  }

  void print_binding(const Binding& binding) {
    std::string words = fmt::format("{} binds {}", instrument(binding), entity(binding.entity));
    if (binding.through.valid()) words += " through " + fact(binding.through);
    text_.line(0, words);
    text_.line(1, "binds: " + name(binding.binds));
    if (binding.from.valid()) text_.line(1, "from: " + name(binding.from));
    if (binding.until.valid()) text_.line(1, "until: " + name(binding.until));
  }

  std::string name(DefinitionId definition) const {
    return definition.valid() ? qualified_name(program_, definition) : "?";
  }
  std::string fact(FactId id) const { return id.valid() ? program_.facts[id].name : "?"; }
  std::string entity(EntityId id) const { return id.valid() ? program_.entities[id].name : "?"; }
  template <typename Entry>
  std::string instrument(const Entry& entry) const {
    return entry.instrument.valid() ? program_.instruments[entry.instrument].name : "?";
  }

  const Program& program_;
  Lines text_;
};

}  // namespace

std::string print_norms(const Program& program) { return NormPrinter(program).print(); }

}  // namespace nansen::program
