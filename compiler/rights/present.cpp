// Schedules of rights as reports.
#include <fmt/format.h>

#include <set>

#include "compiler/rights/rights.h"

namespace nansen::rights {
namespace {

using report::Sheet;

std::string offers_text(const std::vector<Offer>& offers) {
  std::string text;
  for (const Offer& offer : offers) {
    if (!text.empty()) text += "; ";
    if (!offer.condition.empty()) {
      text += fmt::format("{} where {}", offer.standard, offer.condition);
    } else {
      text += (offer.otherwise ? "otherwise " : "") + offer.standard;
    }
  }
  return text;
}

std::string right_text(const Scheduled& entry) {
  const std::size_t dot = entry.name.find('.');
  return dot == std::string::npos ? entry.name : entry.name.substr(dot + 1);
}

std::string provision_text(const Scheduled& entry) {
  return entry.provision + (entry.heading.empty() ? "" : " \"" + entry.heading + "\"");
}

std::string missing_text(const std::vector<explain::FactUse>& missing) {
  std::string text;
  for (const explain::FactUse& use : missing) {
    text += (text.empty() ? "not known: " : ", ") + use.full_name();
  }
  return text;
}

/// `art. 17(1) work`, below the instrument's name.
std::string entry_text(const Scheduled& entry) { return entry.address + "  " + right_text(entry); }

/// The node of the instrument that an entry belongs to: the last one, or a new one.
report::Node& instrument_node(std::vector<report::Node>& nodes, const Scheduled& entry) {
  if (nodes.empty() || nodes.back().text != entry.instrument) {
    nodes.emplace_back();
    nodes.back().text = entry.instrument;
  }
  return nodes.back();
}

report::Node declared_node(const Scheduled& entry) {
  report::Node node;
  node.text = entry_text(entry) + ": " + offers_text(entry.offers);
  std::string to;
  if (!entry.owed_to.empty()) to = "to " + entry.owed_to;
  if (!entry.attaches_at.empty()) {
    to += (to.empty() ? "from " : ", from ") + entry.attaches_at + " on";
  }
  if (!to.empty()) node.details.push_back(std::move(to));
  return node;
}

report::Node owed_node(const Scheduled& entry, const Owed& each) {
  report::Node node;
  node.truth = each.owed;
  node.text = entry_text(entry);
  if (each.owed == Truth::Yes) node.text += ": " + each.standard;
  if (!each.because.empty()) node.details.push_back(each.because);
  return node;
}

/// Every fact that is missing for some right, once.
report::Lines missing_lines(const std::vector<Owed>& owed) {
  report::Lines lines;
  lines.key = "unknown";
  lines.title = "What is not known";
  lines.truth = Truth::Undetermined;
  std::set<std::string> seen;
  for (const Owed& each : owed) {
    for (const explain::FactUse& use : each.missing) {
      if (!seen.insert(use.full_name()).second) continue;
      lines.lines.push_back(use.full_name() +
                            (use.question.empty() ? "" : " (" + use.question + ")"));
    }
  }
  return lines;
}

/// Every mark of the schedule, once.
report::Lines unverified_lines(const std::vector<Scheduled>& schedule) {
  report::Lines lines;
  lines.key = "unverified";
  lines.title = "Not verified";
  std::set<std::string> seen;
  for (const Scheduled& entry : schedule) {
    for (const std::string& mark : entry.unverified) {
      if (seen.insert(mark).second) lines.lines.push_back(mark);
    }
  }
  return lines;
}

}  // namespace

report::Report present(const std::vector<Scheduled>& schedule) {
  Sheet sheet;
  sheet.key = "rights";
  sheet.title = fmt::format("The rights as declared ({})", schedule.size());
  sheet.columns = {{"provision"}, {"right"}, {"owed to"}, {"attaches at"}, {"standard"}};
  for (const Scheduled& entry : schedule) {
    sheet.rows.push_back({provision_text(entry), right_text(entry), entry.owed_to,
                          entry.attaches_at, offers_text(entry.offers)});
    instrument_node(sheet.drawing, entry).children.push_back(declared_node(entry));
  }
  report::Report report;
  report.sections = true;
  report.parts.emplace_back(std::move(sheet));
  report::Lines marked = unverified_lines(schedule);
  if (!marked.lines.empty()) report.parts.emplace_back(std::move(marked));
  return report;
}

report::Report present(const std::vector<Scheduled>& schedule, const std::vector<Owed>& owed,
                       const std::string& case_name) {
  Sheet sheet;
  sheet.key = "rights";
  std::size_t count = 0;
  for (const Owed& each : owed) count += each.owed == Truth::Yes ? 1 : 0;
  sheet.title =
      fmt::format("The rights of \"{}\": {} of {} are owed", case_name, count, schedule.size());
  sheet.columns = {{"provision"}, {"right"}, {"attaches at"}, {"owed"}, {"standard"}, {"because"}};
  for (std::size_t at = 0; at < schedule.size(); ++at) {
    const Scheduled& entry = schedule[at];
    const Owed& each = owed[at];
    std::string because = each.because;
    if (!each.missing.empty()) {
      because += (because.empty() ? "" : "; ") + missing_text(each.missing);
    }
    sheet.rows.push_back({provision_text(entry), right_text(entry), entry.attaches_at, each.owed,
                          each.owed == Truth::No ? std::string() : each.standard, because});
    instrument_node(sheet.drawing, entry).children.push_back(owed_node(entry, each));
  }
  report::Report report;
  report.sections = true;
  report.parts.emplace_back(std::move(sheet));
  report::Lines missing = missing_lines(owed);
  if (!missing.lines.empty()) report.parts.emplace_back(std::move(missing));
  report::Lines marked = unverified_lines(schedule);
  if (!marked.lines.empty()) report.parts.emplace_back(std::move(marked));
  return report;
}

}  // namespace nansen::rights
