// What is said of statuses, clocks, periods, calendars, norms and limits in ordinary drafting, in
// one way only.
#include "compiler/syntax/phrases.h"

namespace nansen::syntax {

namespace {

constexpr std::string_view lasts = "\"lasts\" and then the period";
constexpr std::string_view begins = "\"begins on\" and then the date";
constexpr std::string_view ends_early = "\"ends early on\" and then the date";
constexpr std::string_view is_extended = "\"is extended by\" for what comes of itself";
constexpr std::string_view may_be_extended =
    "\"may be extended by\" for what someone decides, as \"where\" then says";
constexpr std::string_view extended_by = "\"extended by\" and then the period";
constexpr std::string_view counts_toward = "\"counts toward\" and then the clock";
constexpr std::string_view bars = "\"bars\" and then what does not apply meanwhile";
constexpr std::string_view computed = "\"periods are computed by\" and then the computation";
constexpr std::string_view day_asked = "\"the day asked\"";
constexpr std::string_view least_of = "\"least of\", as in \"least of { a, b }\"";
constexpr std::string_view greatest_of = "\"greatest of\", as in \"greatest of { a, b }\"";
constexpr std::string_view each_year = "\"in each year of\" and then the date that decides";
constexpr std::string_view each_month = "\"in each month of\" and then the date that decides";
constexpr std::string_view prohibits = "\"prohibit\"";
constexpr std::string_view permits = "\"permit\"";
constexpr std::string_view obliges = "\"oblige\"";
constexpr std::string_view first_applies = "\"the first applies\"";

using Meant = std::vector<std::size_t>;

std::vector<Phrase> phrases_of_statuses() {
  const Meant begins_on = {Word::BEGINS, Word::ON};
  const Meant ends_early_on = {Word::ENDS, Word::EARLY, Word::ON};
  const Meant itself = {Word::IS, Word::EXTENDED};
  const Meant decided = {Word::MAY, Word::BE, Word::EXTENDED};
  return {
      {"lasts for", {Word::LASTS}, lasts, Around::Anything},
      {"lasts up to", {Word::LASTS}, lasts, Around::Anything},
      {"lasts till", {Word::LASTS, Word::UNTIL}, "\"lasts until\" and then the date"},
      {"shall last for", {Word::LASTS}, lasts, Around::Anything},
      {"shall last", {Word::LASTS}, lasts, Around::Anything},
      {"last for", {Word::LASTS}, lasts, Around::Number},
      {"last", {Word::LASTS}, lasts, Around::Number},
      {"has a duration of", {Word::LASTS}, lasts, Around::Anything},
      {"is valid for", {Word::LASTS}, lasts, Around::Number},
      {"shall begin on", begins_on, begins, Around::Anything},
      {"begin on", begins_on, begins, Around::Operand},
      {"starts on", begins_on, begins, Around::Operand},
      {"commences on", begins_on, begins, Around::Operand},
      {"takes effect on", begins_on, begins, Around::Operand},
      {"begins from", begins_on, begins, Around::Operand},
      {"begins at", begins_on, begins, Around::Operand},
      {"is extended automatically", itself, "\"is extended\": what comes of itself is said so"},
      {"is automatically extended", itself, "\"is extended\": what comes of itself is said so"},
      {"shall be extended", itself, is_extended},
      {"will be extended", itself, is_extended},
      {"is renewed", itself, is_extended},
      {"is prolonged", itself, is_extended},
      {"can be extended", decided, may_be_extended},
      {"may be renewed", decided, may_be_extended},
      {"can be renewed", decided, may_be_extended},
      {"may be prolonged", decided, may_be_extended},
      {"extended by a further", {Word::EXTENDED, Word::BY}, extended_by, Around::Number},
      {"extended for a further", {Word::EXTENDED, Word::BY}, extended_by, Around::Number},
      {"extended for", {Word::EXTENDED, Word::BY}, extended_by, Around::Anything},
      {"extended by",
       {Word::IS, Word::EXTENDED, Word::BY},
       "\"is extended by\", or \"may be extended by\" for what someone decides",
       Around::Line},
      {"ends early from", ends_early_on, ends_early, Around::Operand},
      {"ends earlier on", ends_early_on, ends_early, Around::Operand},
      {"end early on", ends_early_on, ends_early, Around::Operand},
      {"ends on next working day",
       {Word::ENDS, Word::ON, Word::THE, Word::NEXT, Word::WORKING, Word::DAY},
       "\"ends on the next working day of\" and then the calendar"},
      {"ends on", ends_early_on, ends_early, Around::Operand},
      {"terminates on", ends_early_on, ends_early, Around::Operand},
      {"ceases on", ends_early_on, ends_early, Around::Operand},
      {"expires on", ends_early_on, ends_early, Around::Operand},
      {"lapses on", ends_early_on, ends_early, Around::Operand},
      {"shall become", {Word::BECOMES}, "\"becomes\" and then the status", Around::Operand},
      {"become", {Word::BECOMES}, "\"becomes\" and then the status", Around::LineOperand},
      {"turns into", {Word::BECOMES}, "\"becomes\" and then the status", Around::Operand},
      {"is counted towards", {Word::COUNTS, Word::TOWARD}, counts_toward, Around::Operand},
      {"is counted toward", {Word::COUNTS, Word::TOWARD}, counts_toward, Around::Operand},
      {"counts towards", {Word::COUNTS, Word::TOWARD}, counts_toward, Around::Operand},
      {"counts for", {Word::COUNTS, Word::TOWARD}, counts_toward, Around::Operand},
      {"count towards", {Word::COUNTS, Word::TOWARD}, counts_toward, Around::Operand},
      {"count toward", {Word::COUNTS, Word::TOWARD}, counts_toward, Around::Operand},
      {"bar", {Word::BARS}, bars, Around::LineOperand},
      {"excludes", {Word::BARS}, bars, Around::LineOperand},
      {"precludes", {Word::BARS}, bars, Around::LineOperand},
      {"starts again after", {Word::STARTS, Word::ANEW, Word::AFTER}, "\"starts anew after\""},
      {"restarts after", {Word::STARTS, Word::ANEW, Word::AFTER}, "\"starts anew after\""},
      {"after a gap of",
       {Word::AFTER, Word::A_WORD, Word::GAP, Word::OF, Word::MORE_WORD, Word::THAN},
       "\"after a gap of more than\"",
       Around::Number},
  };
}

std::vector<Phrase> phrases_of_periods() {
  const Meant by = {Word::PERIODS, Word::ARE, Word::COMPUTED, Word::BY};
  const Meant asked = {Word::THE, Word::DAY, Word::ASKED};
  const Meant least = {Word::LEAST, Word::OF};
  const Meant greatest = {Word::GREATEST, Word::OF};
  return {
      {"periods are calculated by", by, computed},
      {"periods are counted by", by, computed},
      {"periods computed by", by, computed},
      {"computed by", by, computed, Around::Line},
      {"months end", {Word::MONTH, Word::ENDS}, "\"month ends\""},
      {"month ends round", {Word::MONTH, Word::ENDS, Word::ROUNDING}, "\"month ends rounding\""},
      {"day of the event",
       {Word::THE, Word::DAY, Word::OF, Word::THE, Word::EVENT},
       "\"the day of the event\"",
       Around::NotThe},
      {"event is not counted",
       {Word::EVENT, Word::DOES, Word::NOT, Word::COUNT},
       "\"does not count\""},
      {"event is counted", {Word::EVENT, Word::COUNTS}, "\"counts\""},
      {"rounded down", {Word::ROUNDING, Word::DOWN}, "\"rounding down\""},
      {"rounded up", {Word::ROUNDING, Word::UP}, "\"rounding up\""},
      {"plus", {Word::PLUS}, "\"+\"", Around::Operands},
      {"minus", {Word::MINUS}, "\"-\"", Around::Operands},
      {"the current day", asked, day_asked},
      {"the current date", asked, day_asked},
      {"the present day", asked, day_asked},
      {"the date asked", asked, day_asked},
      {"the day asked for", asked, day_asked},
      {"day asked", asked, day_asked, Around::NotThe},
      {"the end of", {Word::END, Word::OF}, "\"end of\", without \"the\"", Around::Number},
      {"the earliest of", least, least_of, Around::Brace},
      {"the earlier of", least, least_of, Around::Brace},
      {"earliest of", least, least_of, Around::Brace},
      {"earlier of", least, least_of, Around::Brace},
      {"the latest of", greatest, greatest_of, Around::Brace},
      {"the later of", greatest, greatest_of, Around::Brace},
      {"latest of", greatest, greatest_of, Around::Brace},
      {"later of", greatest, greatest_of, Around::Brace},
      {"time spent in", {Word::TIME, Word::IN}, "\"time in\" and then the clock"},
      {"time under", {Word::TIME, Word::IN}, "\"time in\" and then the clock", Around::Operand},
      {"at", {Word::ON}, "\"on\" and then the date", Around::Expected},
  };
}

std::vector<Phrase> phrases_of_norms() {
  const Meant in_year = {Word::IN, Word::EACH, Word::YEAR, Word::OF};
  const Meant in_month = {Word::IN, Word::EACH, Word::MONTH, Word::OF};
  const Meant first = {Word::THE, Word::FIRST, Word::APPLIES};
  return {
      {"attaches to", {Word::ATTACHES, Word::AT}, "\"attaches at\" and then the level"},
      {"attaches from", {Word::ATTACHES, Word::AT}, "\"attaches at\" and then the level"},
      {"granted to", {Word::OWED, Word::TO}, "\"owed to\"", Around::Operands},
      {"accorded to", {Word::OWED, Word::TO}, "\"owed to\"", Around::Operands},
      {"due to", {Word::OWED, Word::TO}, "\"owed to\"", Around::Operands},
      {"prohibited", {Word::PROHIBIT}, prohibits, Around::Declared},
      {"prohibits", {Word::PROHIBIT}, prohibits, Around::Declared},
      {"forbid", {Word::PROHIBIT}, prohibits, Around::Declared},
      {"forbidden", {Word::PROHIBIT}, prohibits, Around::Declared},
      {"permitted", {Word::PERMIT}, permits, Around::Declared},
      {"permits", {Word::PERMIT}, permits, Around::Declared},
      {"allow", {Word::PERMIT}, permits, Around::Declared},
      {"allowed", {Word::PERMIT}, permits, Around::Declared},
      {"obliged", {Word::OBLIGE}, obliges, Around::Declared},
      {"obliges", {Word::OBLIGE}, obliges, Around::Declared},
      {"require", {Word::OBLIGE}, obliges, Around::Declared},
      {"requires", {Word::OBLIGE}, obliges, Around::Declared},
      {"in every year of", in_year, each_year},
      {"in any year of", in_year, each_year},
      {"in each calendar year of", in_year, each_year},
      {"in a year of", in_year, each_year},
      {"per year of", in_year, each_year},
      {"in every month of", in_month, each_month},
      {"in each calendar month of", in_month, each_month},
      {"per month of", in_month, each_month},
      {"at any one time from", {Word::AT, Word::ONCE, Word::FROM}, "\"at once from\""},
      {"at any time from", {Word::AT, Word::ONCE, Word::FROM}, "\"at once from\""},
      {"at the same time from", {Word::AT, Word::ONCE, Word::FROM}, "\"at once from\""},
      {"the first rule applies", first, first_applies},
      {"the first one applies", first, first_applies},
      {"the first that applies", first, first_applies, Around::Anything},
      {"first applies", first, first_applies, Around::Line},
  };
}

}  // namespace

const std::vector<Phrase>& time_phrases() {
  static const std::vector<Phrase> table = [] {
    std::vector<Phrase> result = phrases_of_statuses();
    for (auto* more : {&phrases_of_periods, &phrases_of_norms}) {
      for (Phrase& phrase : more()) result.push_back(std::move(phrase));
    }
    return result;
  }();
  return table;
}

}  // namespace nansen::syntax
