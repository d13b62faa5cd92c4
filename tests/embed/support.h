// What the tests of the C interface share: small provisions, tables and artefacts.
#pragma once

#include <gtest/gtest.h>
#include <nansen/nansen.hpp>

#include <filesystem>
#include <string>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen::embed_test {

/// Provisions with facts of most kinds, rows of other tables, and a formula.
inline const std::string provisions = R"(vocabulary v
unit persons
enumeration ground { race, religion, opinion }
entity State { party : boolean "Is it a party?"  size : integer from 0 to 1000000 in persons "How many?" }
entity Stay { length : integer from 0 to 50 "For how long?" }
entity Person {
  fled : boolean "Has the person fled?"
  reason : ground "Why?"
  age : integer from 0 to 120 "How old?"
  arrived : date "When?"
  host : State "Where?"
  stays : rows of Stay "Which stays?"
}
instrument shelter "Draft on shelter" {
  uses v
  article 1 "Who is sheltered" {
    define sheltered of Person as all of { (flight) fled (reason) reason is one of { race, religion } }
  }
  article 2 "End of shelter" { sheltered does not apply where age is at least 100 }
  article 3 "Hosts" { define hosted of Person as host.party }
  article 4 "Long stays" { define settled of Person as for some stay in stays: stay.length is at least 5 }
  article 5 "Keys" {
    formula key of State { key = share of size }
    allocate 100 persons by key, rounding by Webster as quota
  }
}
)";

/// Three persons; of the third it is not known whether they fled.
inline void fill(Rows& persons) {
  persons.texts("id", {"ana", "ben", "cem"});
  persons.truths("fled", {true, true, std::nullopt});
  persons.texts("reason", {"race", "opinion", "religion"});
  persons.numbers("age", {30, 40, 50});
}

/// What a call says through an error: its status, checked to be that of the error, and its words.
struct Said {
  nansen_status status = NANSEN_OK;
  std::string words;
};
template <typename Function, typename... Arguments>
Said said_by(Function function, Arguments... arguments) {
  nansen_error error = NANSEN_ERROR_INIT;
  Said said;
  said.status = function(arguments..., &error);
  EXPECT_EQ(error.status, said.status);
  EXPECT_EQ(error.message == nullptr, said.status == NANSEN_OK);
  if (error.message != nullptr) said.words = error.message;
  nansen_error_clear(&error);
  return said;
}

/// `nansen build` of `text` as `name` in `folder`.
inline std::filesystem::path built(const std::filesystem::path& folder, const std::string& name,
                                   const std::string& text = provisions,
                                   const std::string& further = "") {
  testing_support::write_file(folder / "provisions.treaty", text);
  const auto result = testing_support::run_command(
      "nansen build provisions.treaty -o " + name + " " + further, folder);
  EXPECT_EQ(result.status, 0) << result.output;
  return folder / name;
}

}  // namespace nansen::embed_test
