#include "tests/differential/histories.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/diagnostics/render.h"
#include "compiler/session/session.h"
#include "runtime/calendar.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_day.h"

namespace nansen::test {
namespace {

namespace fs = std::filesystem;
using program::DefinitionRole;

/// The last day of a month, a leap day, the day after one, days when most or few instruments were
/// in force, and the last but one of the calendar.
constexpr const char* asked_days[] = {"2026-08-31", "2028-02-29", "2032-03-01",
                                      "2022-03-04", "2003-12-31", "9999-12-30"};

std::vector<std::string> library_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(NANSEN_SOURCE_DIR "/stdlib")) {
    if (entry.path().extension() == ".treaty") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// What the histories of an entity are asked for, by entity.
std::map<program::EntityId, std::vector<program::DefinitionId>> timed_definitions(
    const session::Session& session) {
  std::map<program::EntityId, std::vector<program::DefinitionId>> found;
  const program::Program& program = session.program();
  for (std::size_t index = 0; index < program.definitions.size(); ++index) {
    const program::DefinitionId id(index);
    const program::Definition& definition = program.definitions[id];
    if (!session.is_named(definition.span)) continue;
    if (definition.role == DefinitionRole::Defined && !program::needs_day(program, id)) continue;
    found[definition.entity].push_back(id);
  }
  return found;
}

session::Session checked(const std::string& instrument) {
  session::Session session({.names = {instrument}, .library = {NANSEN_SOURCE_DIR "/stdlib"}});
  if (!session.check()) bug(instrument + " does not check");
  return session;
}

/// The periods that a module adds, and the days it names.
struct Turns {
  std::vector<std::int64_t> months{1, 12};
  std::vector<std::int64_t> days{1, 7};
  std::vector<std::int32_t> named;
};

Turns turns_of(const ir::Module& module) {
  Turns turns;
  for (const ir::Instruction& made : module.instructions) {
    if (made.opcode == ir::Opcode::ConstantNumber && made.number.get_den() == 1) {
      const mpz_class& number = made.number.get_num();
      if (number > 365 && number <= runtime::last_day) {
        turns.named.push_back(static_cast<std::int32_t>(number.get_si()));
      }
    }
    const bool months = made.opcode == ir::Opcode::AddMonths;
    if (!months && made.opcode != ir::Opcode::AddDays) continue;
    const ir::Instruction& period = module.instructions[made.operands[1]];
    if (period.opcode != ir::Opcode::ConstantNumber) continue;
    (months ? turns.months : turns.days).push_back(period.number.get_num().get_si());
  }
  return turns;
}

/// Of each row a day that the others of the row are near to.
std::int32_t day_of_row(std::size_t row, std::uint64_t seed, const Turns& turns,
                        std::int32_t day_asked) {
  Random random(seed + row);
  switch (random.below(4)) {
    case 0: return day_asked;
    case 1: return turns.named.empty() ? day_asked : random.pick(turns.named);
    default: return random_day(random);
  }
}

std::int32_t day_near(std::int32_t day, Random& random, const Turns& turns) {
  if (random.chance(6)) return runtime::last_day;
  if (random.chance(6)) return random_day(random);
  for (std::size_t periods = random.below(4); periods > 0; --periods) {
    const bool back = random.chance(50);
    const auto times = [&](std::int64_t period) { return back ? -period : period; };
    day = random.chance(75) ? runtime::add_months(day, times(random.pick(turns.months)),
                                                  random.chance(80) ? runtime::MonthEnd::Down
                                                                    : runtime::MonthEnd::Up)
                            : runtime::add_days(day, times(random.pick(turns.days)));
  }
  return random.chance(50) ? day : runtime::add_days(day, random.between(-1, 1));
}

}  // namespace

std::vector<std::string> timed_instruments() {
  std::vector<std::string> names;
  for (const std::string& name : library_files()) {
    if (!timed_definitions(checked(name)).empty()) names.push_back(name);
  }
  return names;
}

std::vector<AskedHistories> ask_histories(const std::string& instrument, Random& random) {
  session::Session session = checked(instrument);
  const program::Program& program = session.program();
  std::vector<AskedHistories> result;
  for (const auto& [entity, definitions] : timed_definitions(session)) {
    lower::Request request;
    request.definitions = definitions;
    const std::string day = asked_days[random.below(std::size(asked_days))];
    request.as_of = runtime::parse_date(day);
    request.keep_rules = false;
    const bool ranged = random.chance(50);
    for (std::size_t index = 0; index < program.facts.size(); ++index) {
      const program::FactId fact(index);
      const bool date = program.facts[fact].type.kind == program::TypeKind::Date;
      if (ranged && date && random.chance(60)) request.ranged.insert(fact);
    }
    session::Lowered lowered = session.lower(std::move(request));
    result.push_back({instrument + ", " + program.entities[entity].name + ", asked " + day,
                      *lowered.request.as_of, std::move(lowered.module),
                      std::move(lowered.normal)});
  }
  return result;
}

runtime::Batch random_histories(const AskedHistories& asked, Random& random,
                                const HistoryOptions& options) {
  const Turns turns = turns_of(asked.module);
  const std::uint64_t seed = random.below(1U << 30);
  BatchOptions batch;
  batch.rows = options.rows;
  batch.unknown_percent = 0;
  batch.absent_rows = false;
  batch.hidden_percent = options.complete ? 0 : 12;
  batch.exact_days = options.complete;
  batch.day = [&](Random& drawn, std::size_t row) {
    return day_near(day_of_row(row, seed, turns, asked.day_asked), drawn, turns);
  };
  return random_batch(asked.module, random, batch);
}

}  // namespace nansen::test
