// The rights of the library beside what is published of them: the 1951 Convention row by row, and
// what the MIMC raises to the treatment of nationals.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/examples/sharing.h"
#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen {
namespace {

using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

using Cells = std::vector<std::string>;

// ---- articles 3 to 34, row by row --------------------------------------------------------------

enum class Reservations { Allowed, Forbidden };

struct Row {
  std::string article;
  std::string right;
  std::string standard;
  std::string attaches_at;
  std::vector<std::string> conditions = {};  // beside being a beneficiary
  Reservations reservations = Reservations::Allowed;
};

constexpr auto forbidden = Reservations::Forbidden;
const std::string aliens = "aliens_generally";
const std::string most_favoured = "most_favoured_foreign_nationals";

const std::vector<Row>& schedule() {
  static const std::vector<Row> rows{
      {"3", "non_discrimination", "absolute", "jurisdiction", {}, forbidden},
      {"4", "religion", "nationals", "physical_presence", {}, forbidden},
      {"5", "rights_granted_otherwise", "saving", ""},
      {"6", "same_circumstances", "interpretation", ""},
      {"7(1)", "general_treatment", aliens, "jurisdiction"},
      {"7(2)",
       "exemption_from_reciprocity",
       "absolute",
       "durable_residence",
       {"resident_for_three_years"}},
      {"8",
       "exemption_from_exceptional_measures",
       "absolute",
       "jurisdiction",
       {"measures_rest_on_nationality_alone"}},
      {"9", "provisional_measures", "state_power", "", {"provisional_measures_essential"}},
      {"10(1)", "continuity_of_residence", "absolute", "", {"deported_in_second_world_war"}},
      {"11",
       "establishment_of_seamen",
       "sympathetic_consideration",
       "",
       {"serves_on_ship_of_state"}},
      {"12(1)", "personal_status", "absolute", "jurisdiction"},
      {"12(2)",
       "rights_of_personal_status",
       "absolute",
       "jurisdiction",
       {"status_recognised_but_for_asylum"}},
      {"13", "property", aliens, "jurisdiction"},
      {"14", "artistic_rights_and_industrial_property", "nationals", "durable_residence"},
      {"15", "association", most_favoured, "lawful_stay"},
      {"16(1)", "access_to_courts", "absolute", "jurisdiction", {}, forbidden},
      {"16(2)", "legal_assistance", "nationals", "durable_residence"},
      {"16(3)", "legal_assistance_elsewhere", "nationals_of_state_of_habitual_residence", ""},
      {"17(1)", "wage_earning_employment", most_favoured, "lawful_stay"},
      {"17(2)",
       "exemption_from_labour_restrictions",
       "absolute",
       "lawful_stay",
       {"free_of_labour_restrictions_at_entry_into_force", "resident_for_three_years",
        "married_to_national", "has_child_with_nationality"}},
      {"17(3)", "assimilation_in_employment", "sympathetic_consideration", "lawful_stay"},
      {"18", "self_employment", aliens, "lawful_presence"},
      {"19(1)", "liberal_professions", aliens, "lawful_stay", {"diploma_recognised"}},
      {"20", "rationing", "nationals", "jurisdiction"},
      {"21", "housing", aliens, "lawful_stay"},
      {"22(1)", "elementary_education", "nationals", "jurisdiction"},
      {"22(2)", "other_education", aliens, "jurisdiction"},
      {"23", "public_relief", "nationals", "lawful_stay"},
      {"24(1)", "labour_law_and_social_security", "nationals", "lawful_stay"},
      {"25", "administrative_assistance", "absolute", "physical_presence"},
      {"26", "freedom_of_movement", aliens, "lawful_presence"},
      {"27", "identity_papers", "absolute", "physical_presence", {"not holds_travel_document"}},
      {"28(1)", "travel_documents", "absolute", "lawful_stay"},
      {"29", "fiscal_charges", "nationals", "jurisdiction"},
      {"30(1)", "transfer_of_assets", "absolute", "jurisdiction"},
      {"31(1)",
       "no_penalties_for_unlawful_entry",
       "absolute",
       "physical_presence",
       {"entered_or_present_without_authorisation", "came_directly", "presented_without_delay",
        "good_cause_for_unlawful_entry"}},
      {"31(2)",
       "no_unnecessary_restrictions_on_movement",
       "necessity_test",
       "physical_presence",
       {"entered_or_present_without_authorisation", "not status_regularised"}},
      {"32(1)", "no_expulsion", "absolute", "lawful_presence"},
      {"33(1)", "non_refoulement", "absolute", "jurisdiction", {}, forbidden},
      {"33(2)", "loss_of_non_refoulement", "exception", "", {"lost_by_danger"}, forbidden},
      {"34", "naturalisation", "best_efforts", "jurisdiction"},
  };
  return rows;
}

/// The rows of the rights that `instruments` declare: provision, right, owed to, attaches at,
/// standard.
std::vector<Cells> declared_by(const std::string& instruments) {
  std::vector<Cells> declared;
  for (const Cells& row :
       rows_of("nansen rights " + instruments + " --format csv", source_directory())) {
    if (row.at(0) == "rights") declared.emplace_back(row.begin() + 1, row.begin() + 6);
  }
  return declared;
}

TEST(ScheduleOf1951, HasEachRightWithItsArticleStandardAttachmentAndConditions) {
  const std::vector<Cells> declared = declared_by("convention_1951_rights");
  ASSERT_EQ(declared.size(), schedule().size());
  for (std::size_t at = 0; at < declared.size(); ++at) {
    const Row& row = schedule()[at];
    EXPECT_EQ(declared[at][0].rfind("1951 Convention, art. " + row.article + " ", 0), 0u)
        << declared[at][0] << " is not article " << row.article;
    EXPECT_EQ(declared[at][1], row.right);
    const std::string& owed_to = declared[at][2];
    if (row.conditions.empty()) {
      EXPECT_EQ(owed_to, "beneficiary") << row.right;
    }
    for (const std::string& condition : row.conditions) {
      EXPECT_NE(owed_to.find(condition), std::string::npos) << row.right << ": " << condition;
    }
    EXPECT_EQ(declared[at][3], row.attaches_at) << row.right;
    EXPECT_EQ(declared[at][4], row.standard) << row.right;
  }
}

TEST(ScheduleOf1951, AdmitsReservationsButToArticles3And4And16Paragraph1And33) {
  const ScratchFolder scratch;
  std::string text =
      "instrument reservations \"A State's reservations\" {\n"
      "  cited as \"Reservations\"\n"
      "  source \"made up\"\n"
      "  uses protection, convention_1951_rights\n"
      "  article 1 {\n";
  std::map<std::string, const Row*> row_at;  // by line
  std::size_t line = 5;
  for (const Row& row : schedule()) {
    text += "    reservation to_" + row.right + " to convention_1951_rights." + row.right +
            " where stateless\n";
    row_at[std::to_string(++line)] = &row;
  }
  write_file(scratch.path() / "reservations.treaty", text + "  }\n}\n");
  const ProcessResult result = run_command("nansen check reservations.treaty", scratch.path());
  std::set<std::string> refused;
  const std::string arrow = "--> reservations.treaty:";
  std::string code;
  for (const std::string& printed : lines_of(result.output)) {
    if (printed.rfind("error ", 0) == 0) code = printed.substr(6, 5);
    const std::size_t found = printed.find(arrow);
    if (found == std::string::npos) continue;
    EXPECT_EQ(code, "N9032") << result.output;
    const std::string rest = printed.substr(found + arrow.size());
    const auto row = row_at.find(rest.substr(0, rest.find(':')));
    ASSERT_NE(row, row_at.end()) << result.output;
    refused.insert(row->second->right);
  }
  std::set<std::string> expected;
  for (const Row& row : schedule()) {
    if (row.reservations == Reservations::Forbidden) expected.insert(row.right);
  }
  EXPECT_EQ(refused, expected) << result.output;
}

// ---- the MIMC beside it ------------------------------------------------------------------------

/// What the comparison says of each right that both have, for someone who resides lawfully and for
/// long, holds a diploma, and is a refugee whose status is not in doubt.
std::map<std::string, std::string> compared_for_a_resident() {
  const std::filesystem::path folder = folder_of("rights");
  const std::vector<std::string> lines = lines_of(read_file(folder / "persons.csv").value_or(""));
  std::string table = lines.at(0) + "\n";
  const Cells names = cells_of(lines.at(0));
  for (const std::string& line : lines) {
    Cells cells = cells_of(line);
    if (cells.at(0) != "settled") continue;
    for (std::size_t at = 0; at < cells.size(); ++at) {
      table += (at == 0 ? "" : ",") + (names.at(at) == "diploma_recognised" ? "yes" : cells[at]);
    }
  }
  const ScratchFolder scratch;
  write_file(scratch.path() / "persons.csv", table + "\n");
  write_file(scratch.path() / "states.csv", read_file(folder / "states.csv").value_or(""));
  std::map<std::string, std::string> found;
  for (const Cells& row :
       rows_of("nansen compare --rights convention_1951_rights mimc_2017_rights --cases "
               "persons.csv --table State=states.csv --as-of 2026-11-22 --format csv",
               scratch.path())) {
    if (row.at(0) == "rights") found[row.at(1)] = row.at(4);
  }
  return found;
}

TEST(RightsOfTheMimc, AreRaisedToTheTreatmentOfNationalsWhereBanerjeeSaysSo) {
  const std::map<std::string, std::string> expected{
      {"association", "better"},
      {"wage_earning_employment", "better"},
      {"self_employment", "better"},
      {"liberal_professions", "better"},
      {"other_education", "better"},
      // Had the treatment of nationals before
      {"elementary_education", "the same"},
      {"legal_assistance", "the same"},
      // Were owed whatever others have, which does not compare with a treatment like that of others
      {"access_to_courts", "another standard"},
      {"exemption_from_labour_restrictions", "another standard"},
      {"non_discrimination", "the same"},
      {"non_refoulement", "the same"},
      // The person entered lawfully, so that neither is owed
      {"no_penalties_for_unlawful_entry", "the same"},
      {"no_unnecessary_restrictions_on_movement", "the same"},
  };
  EXPECT_EQ(compared_for_a_resident(), expected);
}

TEST(RightsOfTheMimc, ThatAreOfNationalsAreThoseOfSixArticles) {
  const std::map<std::string, std::string> expected{
      {"association", "145"},         {"access_to_courts", "146"},
      {"legal_assistance", "146"},    {"wage_earning_employment", "161"},
      {"self_employment", "162"},     {"exemption_from_labour_restrictions", "161"},
      {"liberal_professions", "163"}, {"elementary_education", "165"},
      {"other_education", "165"},
  };
  std::map<std::string, std::string> found;
  for (const Cells& row : declared_by("mimc_2017_rights mimc_2017_interim")) {
    const std::string lead = "MIMC, art. ";
    ASSERT_EQ(row.at(0).rfind(lead, 0), 0u) << row.at(0);
    const std::string rest = row.at(0).substr(lead.size());
    if (row.at(4) == "nationals") found[row.at(1)] = rest.substr(0, rest.find(' '));
  }
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace nansen
