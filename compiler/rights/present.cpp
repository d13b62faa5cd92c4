// Schedules of rights as reports.
#include <fmt/format.h>

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

}  // namespace

report::Report present(const std::vector<Scheduled>& schedule) {
  Sheet sheet;
  sheet.key = "rights";
  sheet.title = fmt::format("The rights as declared ({})", schedule.size());
  sheet.columns = {{"provision"}, {"right"}, {"owed to"}, {"attaches at"}, {"standard"}};
  for (const Scheduled& entry : schedule) {
    sheet.rows.push_back({provision_text(entry), right_text(entry), entry.owed_to,
                          entry.attaches_at, offers_text(entry.offers)});
  }
  report::Report report;
  report.parts.emplace_back(std::move(sheet));
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
  }
  report::Report report;
  report.parts.emplace_back(std::move(sheet));
  return report;
}

}  // namespace nansen::rights
