#include "compiler/norms/present.h"

#include <fmt/format.h>

#include "compiler/explain/words.h"
#include "compiler/report/number.h"

namespace nansen::norms {
namespace {

using report::Align;
using report::Sheet;

// A terminal shows at most so many of each.
constexpr std::size_t breaches_shown = 100;
constexpr std::size_t rows_named = 12;

std::string address(const Citation& citation) {
  const std::string heading = heading_of(citation);
  return to_full_string(citation) + (heading.empty() ? "" : " \"" + heading + "\"");
}

class Presenter {
 public:
  Presenter(const program::Program& program, const Asked& asked, const PresentOptions& options)
      : program_(program), asked_(asked), options_(options) {}

  Sheet norms(const NormAnswers& answers) const {
    Sheet sheet;
    sheet.key = "norms";
    sheet.title =
        "What the acts are held against (" + report::counted(mpz_class(answers.acts), "act") + ")";
    sheet.columns = {{"norm"},
                     {"says"},
                     {"provision"},
                     {"breached", Align::Right},
                     {"undetermined", Align::Right}};
    for (std::size_t at = 0; at < asked_.norms.size(); ++at) {
      const program::Norm& norm = program_.norms[asked_.norms[at]];
      const bool duty = norm.kind == program::NormKind::Oblige;
      sheet.rows.push_back({program::qualified_name(program_, norm.holds),
                            std::string(duty ? "obliges" : "prohibits"),
                            address(program_.definitions[norm.holds].citation),
                            static_cast<std::int64_t>(answers.counts[at].breached),
                            static_cast<std::int64_t>(answers.counts[at].open)});
    }
    return sheet;
  }

  Sheet breaches(const NormAnswers& answers) const {
    Sheet sheet;
    sheet.key = "breaches";
    sheet.columns = {{"act"}, {"breach"}, {"norm"}, {"provision"}};
    std::size_t shown = answers.breaches.size();
    if (!options_.whole && shown > breaches_shown) shown = breaches_shown;
    sheet.title = shown == answers.breaches.size()
                      ? "Acts that breach a norm, or may"
                      : fmt::format(
                            "Acts that breach a norm, or may (the first {} of {}; --format "
                            "csv or json lists all)",
                            shown, answers.breaches.size());
    for (std::size_t at = 0; at < shown; ++at) {
      const Breach& breach = answers.breaches[at];
      const program::Norm& norm = program_.norms[asked_.norms[breach.norm]];
      sheet.rows.push_back({breach.act, breach.breached,
                            program::qualified_name(program_, norm.holds),
                            address(program_.definitions[norm.holds].citation)});
    }
    return sheet;
  }

  std::string name(const program::Limit& limit) const {
    return program_.instruments[limit.instrument].name + "." + limit.name;
  }

  // `230 persons`, or a bare number where rows are counted.
  std::string amount(const program::Limit& limit, const Rational& number) const {
    return limit.counted.valid()
               ? explain::number_words(program_.expressions[limit.counted].type, number)
               : nansen::to_string(number);
  }

  Sheet limits(const std::vector<LimitAnswer>& answers) const {
    Sheet sheet;
    sheet.key = "limits";
    sheet.title = "Sums that are limited";
    sheet.columns = {{"limit"},
                     {"provision"},
                     {"at most", Align::Right},
                     {"sums", Align::Right},
                     {"exceed it", Align::Right},
                     {"undetermined", Align::Right},
                     {"greatest", Align::Right},
                     {"reached in"}};
    for (const LimitAnswer& answer : answers) {
      const program::Limit& limit = program_.limits[answer.limit];
      sheet.rows.push_back(
          {name(limit), address(limit.citation), answer.most,
           static_cast<std::int64_t>(answer.windows), static_cast<std::int64_t>(answer.breached),
           static_cast<std::int64_t>(answer.open), answer.greatest, answer.greatest_in});
    }
    return sheet;
  }

  static std::string group_text(const Window& window) {
    std::string text;
    for (const auto& [fact, value] : window.group) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", fact, value);
    }
    return text;
  }

  // `, 2026`, `, year not known`.
  static std::string when(const program::Limit& limit, const Window& window) {
    if (window.window.empty()) return {};
    if (window.window != "unknown") return ", " + window.window;
    switch (limit.window) {
      case program::LimitWindow::CalendarYear: return ", year not known";
      case program::LimitWindow::CalendarMonth: return ", month not known";
      case program::LimitWindow::AtOnce: return ", days not known";
      case program::LimitWindow::Always: break;
    }
    return {};
  }

  std::string list(const std::vector<std::string>& rows) const {
    std::string text;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      if (!options_.whole && at == rows_named && rows.size() > rows_named + 1) {
        return text + fmt::format(" and {} others", rows.size() - at);
      }
      text += (at == 0 ? "" : ", ") + rows[at];
    }
    return text;
  }

  report::Node drawn(const LimitAnswer& answer, const Window& window) const {
    const program::Limit& limit = program_.limits[answer.limit];
    report::Node node;
    node.truth = window.breached;
    const std::string group = group_text(window);
    node.text = name(limit) + (group.empty() ? "" : ", " + group) + when(limit, window) + ": " +
                amount(limit, window.certain);
    if (window.breached == Truth::Yes) {
      node.text += ", more than the " + nansen::to_string(answer.most) + " allowed";
    } else {
      node.text += fmt::format(
          " certainly, {}; {} at most allowed",
          window.possible ? fmt::format("up to {} possibly", nansen::to_string(*window.possible))
                          : "and what is not known besides",
          nansen::to_string(answer.most));
    }
    if (!window.greatest_on.empty()) node.details.push_back("most on " + window.greatest_on);
    node.details.push_back(address(limit.citation));
    if (!window.rows.empty()) node.details.push_back("counted: " + list(window.rows));
    if (!window.open.empty()) node.details.push_back("open: " + list(window.open));
    return node;
  }

  Sheet exceeded(const std::vector<LimitAnswer>& answers) const {
    Sheet sheet;
    sheet.key = "exceeded";
    sheet.title = "Sums that exceed a limit, or may";
    sheet.columns = {{"limit"},
                     {"group"},
                     {"window"},
                     {"exceeded"},
                     {"sum", Align::Right},
                     {"possible sum", Align::Right},
                     {"at most", Align::Right},
                     {"most on"},
                     {"provision"},
                     {"counted"},
                     {"open"}};
    std::size_t left_out = 0;
    for (const LimitAnswer& answer : answers) {
      const program::Limit& limit = program_.limits[answer.limit];
      for (const Window& window : answer.exceeded) {
        if (!options_.whole && sheet.rows.size() == breaches_shown) {
          ++left_out;
          continue;
        }
        sheet.rows.push_back(
            {name(limit), group_text(window), window.window, window.breached, window.certain,
             window.possible ? report::Value(*window.possible) : report::Value(), answer.most,
             window.greatest_on, address(limit.citation), list(window.rows), list(window.open)});
        sheet.drawing.push_back(drawn(answer, window));
      }
    }
    if (left_out > 0) {
      sheet.drawing.emplace_back().text =
          fmt::format("and {} further sums, which --format csv or json lists", left_out);
    }
    return sheet;
  }

 private:
  const program::Program& program_;
  const Asked& asked_;
  const PresentOptions& options_;
};

}  // namespace

report::Report present(const program::Program& program, const Asked& asked,
                       const std::optional<NormAnswers>& answers,
                       const std::vector<LimitAnswer>& limits, const PresentOptions& options) {
  const Presenter presenter(program, asked, options);
  report::Report report;
  report.sections = true;
  if (answers) {
    report.parts.emplace_back(presenter.norms(*answers));
    if (!answers->breaches.empty()) report.parts.emplace_back(presenter.breaches(*answers));
  }
  if (!limits.empty()) {
    report.parts.emplace_back(presenter.limits(limits));
    Sheet exceeded = presenter.exceeded(limits);
    if (!exceeded.rows.empty()) report.parts.emplace_back(std::move(exceeded));
  }
  return report;
}

}  // namespace nansen::norms
