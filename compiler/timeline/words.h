// Days and stretches of days as sentences; used inside this room only.
#pragma once

#include <string>

#include "compiler/timeline/timeline.h"

namespace nansen::timeline {

/// `2026-07-01`, `between 2022-02-24 and 2022-03-31`, `2022-02-24 or later`, `unknown`.
std::string day_words(const Day& day);
/// `on 2026-07-01`, `between 2022-02-24 and 2022-03-31`, `on a day that is not known`.
std::string on_words(const Day& day);
/// `2026-03-01 to 2028-02-29`, `begins between 2022-02-24 and 2022-03-31, without end`.
std::string stretch_words(const Day& first, const Day& last);

}  // namespace nansen::timeline
