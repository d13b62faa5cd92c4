#include "compiler/timeline/words.h"

#include <fmt/format.h>

#include "runtime/calendar.h"

namespace nansen::timeline {

using runtime::format_date;
using runtime::last_day;

std::string day_words(const Day& day) {
  if (!day.least && !day.greatest) return "unknown";
  if (day.exact()) return format_date(*day.least);
  if (!day.least) return format_date(*day.greatest) + " or earlier";
  if (!day.greatest) return format_date(*day.least) + " or later";
  if (*day.greatest == last_day) return format_date(*day.least) + " or later, or never";
  return fmt::format("between {} and {}", format_date(*day.least), format_date(*day.greatest));
}

std::string on_words(const Day& day) {
  if (!day.least && !day.greatest) return "on a day that is not known";
  const bool between = !day.exact() && day.least && day.greatest && *day.greatest < last_day;
  return (between ? "" : "on ") + day_words(day);
}

std::string stretch_words(const Day& first, const Day& last) {
  const bool endless = last.least == last_day;
  if (first.exact() && endless) return "from " + day_words(first) + " on, without end";
  if (first.exact() && last.exact()) return day_words(first) + " to " + day_words(last);
  if (first == Day{} && last == Day{}) return "on days that are not known";
  return "begins " + on_words(first) + (endless ? ", without end" : ", ends " + on_words(last));
}

}  // namespace nansen::timeline
