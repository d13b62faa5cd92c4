// nansen diff: two texts held against each other, as a table of concordance or as marked-up text.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/consolidate/concordance.h"
#include "compiler/driver/asked_text.h"
#include "compiler/driver/command.h"
#include "compiler/format/text_of.h"
#include "compiler/report/chart.h"

namespace nansen::driver {

namespace {

using consolidate::Concordance;
using consolidate::Fate;
using consolidate::Mark;
using consolidate::MarkedText;

std::string_view words_of(Fate fate) {
  switch (fate) {
    case Fate::Same: return "the same";
    case Fate::Changed: return "changed";
    case Fate::Renumbered: return "renumbered";
    case Fate::RenumberedAndChanged: return "renumbered and changed";
    case Fate::Omitted: return "omitted";
    case Fate::Inserted: return "inserted";
  }
  return {};
}

std::string_view words_of(Mark mark) {
  switch (mark) {
    case Mark::Kept: return "kept";
    case Mark::Omitted: return "omitted";
    case Mark::Inserted: return "inserted";
  }
  return {};
}

/// `mimc_2017`, `mimc_2017 as amended by climate_head`.
std::string title_of(const TextName& name) {
  if (name.drafts.empty()) return name.instrument;
  return fmt::format("{} as amended by {}", name.instrument, fmt::join(name.drafts, ", "));
}

/// What the text says of itself has no address in it.
std::string address_of(const std::string& address, bool is_there) {
  return address.empty() && is_there ? "the instrument" : address;
}

/// The concordance as a table; for other programs with the words of both.
report::Report concordance_report(const std::vector<Concordance>& rows, const std::string& title,
                                  const session::Session& world, const DiffArguments& arguments) {
  const bool is_table = arguments.format == OutputFormat::Table;
  const bool amended = !world.changes().empty();
  report::Sheet sheet;
  sheet.key = "concordance";
  sheet.title = title;
  sheet.columns = {{"before"}, {"after"}, {"what happened"}};
  if (amended) sheet.columns.push_back({"by"});
  if (!is_table) {
    sheet.columns.push_back({"words before"});
    sheet.columns.push_back({"words after"});
  }
  std::size_t same = 0;
  for (const Concordance& row : rows) {
    if (row.fate == Fate::Same) ++same;
    if (row.fate == Fate::Same && !arguments.all) continue;
    std::vector<report::Value> cells{address_of(row.old_address, row.fate != Fate::Inserted),
                                     address_of(row.new_address, row.fate != Fate::Omitted),
                                     std::string(words_of(row.fate))};
    if (amended) cells.emplace_back(row.amending);
    if (!is_table) {
      cells.emplace_back(row.old_words);
      cells.emplace_back(row.new_words);
    }
    sheet.rows.push_back(std::move(cells));
  }
  report::Report report;
  const bool differ = same < rows.size();
  if (!sheet.rows.empty()) report.parts.emplace_back(std::move(sheet));
  if (is_table && !arguments.all) {
    report::Lines lines;
    lines.key = "same";
    lines.lines.push_back(differ
                              ? fmt::format("{} of {} provisions are the same", same, rows.size())
                              : fmt::format("{}: nothing differs", title));
    report.parts.emplace_back(std::move(lines));
  }
  return report;
}

/// The same to look at: that words stand on other lines than before is no change of them.
std::vector<MarkedText> without_layout(std::vector<MarkedText> runs) {
  const auto is_space = [](const MarkedText& run) {
    return run.text.find_first_not_of(" \n") == std::string::npos;
  };
  std::erase_if(runs,
                [&](const MarkedText& run) { return run.mark == Mark::Omitted && is_space(run); });
  for (MarkedText& run : runs) {
    if (is_space(run)) run.mark = Mark::Kept;
  }
  return runs;
}

/// Marks as they are read in a terminal: colours, and brackets where there are none.
std::string marked_for_terminal(const std::vector<MarkedText>& runs, bool colour) {
  std::string text;
  for (const MarkedText& run : without_layout(runs)) {
    const bool omitted = run.mark == Mark::Omitted;
    if (run.mark == Mark::Kept) {
      text += run.text;
    } else if (colour) {
      // Each line by itself, so that a pager shows it too.
      std::string_view rest = run.text;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (end > 0) {
          text +=
              fmt::format("{}{}\x1b[0m", omitted ? "\x1b[9;31m" : "\x1b[32m", rest.substr(0, end));
        }
        if (end < rest.size()) text += '\n';
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    } else {
      text += fmt::format("{}{}{}", omitted ? "[-" : "{+", run.text, omitted ? "-]" : "+}");
    }
  }
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

report::Report marked_report(const std::vector<MarkedText>& runs) {
  report::Sheet sheet;
  sheet.key = "text";
  sheet.columns = {{"mark"}, {"text"}};
  for (const MarkedText& run : runs) {
    sheet.rows.push_back({std::string(words_of(run.mark)), run.text});
  }
  report::Report report;
  report.parts.emplace_back(std::move(sheet));
  return report;
}

std::string marked_page(const std::vector<MarkedText>& runs, const std::string& title) {
  std::string text;
  for (const MarkedText& run : without_layout(runs)) {
    const std::string words = report::escaped(run.text);
    switch (run.mark) {
      case Mark::Kept: text += words; break;
      case Mark::Omitted: text += "<del>" + words + "</del>"; break;
      case Mark::Inserted: text += "<ins>" + words + "</ins>"; break;
    }
  }
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{0}</title>\n"
      "<style>\n"
      ":root {{ color-scheme: light dark }}\n"
      "body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; "
      "font: 1rem/1.5 system-ui, sans-serif }}\n"
      "pre {{ white-space: pre-wrap; font: 0.875rem/1.5 ui-monospace, monospace }}\n"
      "ins {{ background: light-dark(#d7f0dc, #12401f); text-decoration: underline }}\n"
      "del {{ background: light-dark(#f9dcdc, #571a1a); text-decoration: line-through }}\n"
      "</style>\n<h1>{0}</h1>\n<pre>{1}</pre>\n</html>\n",
      report::escaped(title), text);
}

}  // namespace

Status run_diff(const DiffArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  Output page(arguments.html);
  std::vector<Output*> outputs;
  if (!arguments.html.empty()) outputs.push_back(&page);
  const auto answer = [&] {
    if (!session.load()) return;
    const auto before_name = find_text(session, arguments.before);
    const auto after_name = find_text(session, arguments.after);
    if (!before_name || !after_name || !session.check()) return;
    const auto before = ask_text(session, *before_name);
    const auto after = ask_text(session, *after_name);
    if (!before || !after || !command.open(outputs)) return;
    const std::string title =
        fmt::format("{} and {}", title_of(*before_name), title_of(*after_name));
    std::vector<MarkedText> runs;
    if (arguments.text || !arguments.html.empty()) {
      runs = consolidate::marked_up(format::text_of(*before->instrument),
                                    format::text_of(*after->instrument));
    }
    if (!arguments.html.empty()) page.write(marked_page(runs, title));
    if (!arguments.text) {
      print_report(concordance_report(
                       consolidate::concordance(*before->instrument, *after->instrument,
                                                before->world->changes(), after->world->changes()),
                       title, *after->world, arguments),
                   arguments.format, terminal);
    } else if (arguments.format == OutputFormat::Table) {
      print_out(marked_for_terminal(runs, terminal.colour_out));
    } else {
      print_report(marked_report(runs), arguments.format, terminal);
    }
  };
  answer();
  command.commit(outputs);
  return command.close();
}

}  // namespace nansen::driver
