#include "compiler/compare/amendment_search.h"

#include <algorithm>
#include <tuple>

#include "compiler/compare/alignment.h"

namespace nansen::compare {

namespace {

/// The old address of `change` in the text that no draft has amended: of the `earlier` amendments
/// that renumber, some may have renumbered it, or what it is a part of.
std::string first_address(const consolidate::Change& change,
                          const std::vector<const consolidate::Change*>& earlier) {
  std::string address = change.old_address;
  for (auto each = earlier.rbegin(); each != earlier.rend(); ++each) {
    const std::string& renumbered = (*each)->new_address;
    if ((*each)->instrument != change.instrument || !address.starts_with(renumbered)) continue;
    const std::string_view rest = std::string_view(address).substr(renumbered.size());
    // `art. 1` is no part of `art. 12`.
    if (!rest.empty() && rest.front() != ',' && rest.front() != '(') continue;
    address = (*each)->old_address + std::string(rest);
  }
  return address;
}

bool begins_before(const Span& left, const Span& right) {
  return std::tie(left.file, left.begin) < std::tie(right.file, right.begin);
}

}  // namespace

AmendmentSearch::AmendmentSearch(const std::vector<consolidate::Change>& changes) {
  std::vector<const consolidate::Change*> renumbering;
  for (std::size_t at = 0; at < changes.size(); ++at) {
    const consolidate::Change& change = changes[at];
    if (change.span.valid()) written_.push_back({change.span, at, change.span.end});
    const std::string address =
        change.old_address.empty() ? change.new_address : first_address(change, renumbering);
    amended_[{change.instrument, as_cited(address)}].push_back(at);
    if (change.kind == consolidate::ChangeKind::Renumbered) renumbering.push_back(&change);
    if (change.kind == consolidate::ChangeKind::Omitted) {
      omitted_[{change.instrument, change.old_address}].push_back(at);
    }
  }
  std::stable_sort(written_.begin(), written_.end(), [](const Written& left, const Written& right) {
    return begins_before(left.span, right.span);
  });
  for (std::size_t at = 1; at < written_.size(); ++at) {
    if (written_[at].span.file != written_[at - 1].span.file) continue;
    written_[at].furthest = std::max(written_[at].furthest, written_[at - 1].furthest);
  }
}

void AmendmentSearch::add_around(const Span& span, Amendments& found) const {
  if (!span.valid()) return;
  auto next = std::upper_bound(
      written_.begin(), written_.end(), span,
      [](const Span& left, const Written& right) { return begins_before(left, right.span); });
  while (next != written_.begin()) {
    --next;
    if (next->span.file != span.file || next->furthest < span.end) return;
    if (next->span.end < span.end) continue;
    const auto place = std::lower_bound(found.begin(), found.end(), next->amendment);
    if (place == found.end() || *place != next->amendment) found.insert(place, next->amendment);
  }
}

Amendments AmendmentSearch::at(const std::string& instrument, const std::string& address) const {
  const auto found = amended_.find({instrument, address});
  return found == amended_.end() ? Amendments() : found->second;
}

Amendments AmendmentSearch::above(const std::string& instrument, const std::string& address) const {
  Amendments all;
  for (std::size_t length = 1; length <= address.size(); ++length) {
    const Amendments more = at(instrument, address.substr(0, length));
    all.insert(all.end(), more.begin(), more.end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

Amendments AmendmentSearch::omitting(const std::string& instrument,
                                     const std::string& beginning) const {
  Amendments all;
  for (auto each = omitted_.lower_bound({instrument, beginning});
       each != omitted_.end() && each->first.first == instrument &&
       each->first.second.starts_with(beginning);
       ++each) {
    all.insert(all.end(), each->second.begin(), each->second.end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace nansen::compare
