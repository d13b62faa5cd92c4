// The library's statuses, rights and norms asked on some day of random histories, whose days crowd
// where answers change.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/ir/ir.h"
#include "runtime/batch.h"
#include "tests/support/random/random.h"

namespace nansen::test {

/// What an instrument says of the rows of one entity on one day.
struct AskedHistories {
  std::string name;  // the instrument, the entity and the day, for messages
  std::int32_t day_asked = 0;
  ir::Module module;
  ir::Module normal;
};

/// The instruments of the library, in order of name, that a status, a right or a norm stands in or
/// a definition that depends on the day asked.
std::vector<std::string> timed_instruments();

/// What `instrument` says on one of several days, of each entity in turn: all parts of its
/// statuses, rights and norms, and what depends on the day asked. Of a date in two but a range may
/// be known.
std::vector<AskedHistories> ask_histories(const std::string& instrument, Random& random);

/// How histories are drawn.
struct HistoryOptions {
  std::size_t rows = 0;
  bool complete = false;  // everything is known, to the day
};

/// Random histories for `asked`: days that lie a period that the instrument speaks of from another
/// one, or from the day asked, give or take a day; ends of months, 29 February, never; some
/// unknown, of some but a range. From generators that are equal come histories that differ in
/// nothing but what is known of them.
runtime::Batch random_histories(const AskedHistories& asked, Random& random,
                                const HistoryOptions& options);

}  // namespace nansen::test
