// The schedule of rights that instruments give: as declared, and for one person.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/explain/explain.h"
#include "compiler/program/program.h"
#include "compiler/report/report.h"

namespace nansen::rights {

/// What is asked: rights of one entity.
struct Asked {
  std::vector<program::RightId> rights;
  std::map<program::ReadingId, std::size_t> readings = {};
  std::optional<std::int32_t> as_of = {};
};

/// The definitions to lower: of each right its value, then whether it is owed.
std::vector<program::DefinitionId> definitions_of(const program::Program& program,
                                                  const Asked& asked);

/// One standard that a right gives, and where it does so.
struct Offer {
  std::string standard;
  std::string condition;  // empty: wherever the right is owed
  bool otherwise = false;
};

/// A right as the instrument declares it.
struct Scheduled {
  program::RightId right;
  std::string name;         // `convention_1951.wage_earning_employment`
  std::string provision;    // `1951 Convention, art. 17`
  std::string heading;      // of the provision
  std::string instrument;   // as citations name it: `1951 Convention`
  std::string address;      // within it: `art. 17`
  std::string owed_to;      // in words; empty: to everybody
  std::string attaches_at;  // a level; empty: no level is asked for
  std::vector<Offer> offers;
  std::vector<std::string> unverified;  // marks of its instrument and of its rules
};

std::vector<Scheduled> schedule(const program::Program& program, const Asked& asked);

/// What a right comes to for one person.
struct Owed {
  Truth owed{};
  std::string standard;                   // a member, or between which it lies
  bool settled = false;                   // the standard is known
  std::string because;                    // why it is not owed, in words; or empty
  std::vector<explain::FactUse> missing;  // what is not known and it turns on
};

/// Parallel to the rights. `view` is of a module lowered with `keep_rules` for `definitions_of`,
/// and `batch` the batch that it shows.
std::vector<Owed> owed_to(const program::Program& program, const Asked& asked,
                          const explain::CaseView& view, const cases::CaseBatch& batch);

/// The schedule as a report.
report::Report present(const std::vector<Scheduled>& schedule);
/// The schedule for the person called `case_name`.
report::Report present(const std::vector<Scheduled>& schedule, const std::vector<Owed>& owed,
                       const std::string& case_name);

}  // namespace nansen::rights
