// The parts of the page as data for its template; used inside this room only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <kainjow/mustache.hpp>
#include <string>
#include <vector>

#include "compiler/page/chart.h"
#include "compiler/page/page.h"

namespace nansen::page {

using Data = kainjow::mustache::data;

/// What groups shown in full may take, over the whole page: so it stays a file that one can mail
/// and open.
class Room {
 public:
  bool is_left() const { return left_ > 0; }
  void take(std::size_t bytes) { left_ -= std::min(left_, bytes); }

 private:
  std::size_t left_ = 700'000;
};

/// A figure: `chart.data` may be empty.
Data figure_of(const Chart& chart, std::size_t& figures);

/// What a draft changes in the text. `text` may be null.
Data draft_section(const compare::ComparedDraft& draft, std::size_t number,
                   const compare::Outcome* outcome, const DraftText* text);

/// What the drafts do to one definition, status or right.
Data subject_section(const compare::Outcome& outcome, std::size_t subject, std::size_t& figures,
                     Room& room);

/// What was compared, from the receipt; raw where it is not one object of JSON.
Data receipt_section(const std::string& receipt);

/// Where the page speaks of a draft, one of its provisions, or a question.
std::string draft_anchor(std::size_t draft);
std::string provision_anchor(std::size_t draft, std::size_t provision);
std::string subject_anchor(std::size_t subject);

/// A list of the template from what has been made.
Data list_of(std::vector<Data> items);

/// Words for the template; nothing, for its sections, where there are none.
Data some(const std::string& words);

/// Markup for a triple mustache; nothing where it is empty.
Data raw(const Markup& markup);

}  // namespace nansen::page
