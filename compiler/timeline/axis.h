// The stretch of time that a drawing shows; used inside this room only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/timeline/timeline.h"

namespace nansen::timeline {

/// Days from `begin` to before `end`, with marks at round ones.
struct Axis {
  std::int32_t begin = 0;
  std::int32_t end = 1;
  struct Tick {
    std::int32_t day = 0;
    std::string words;
  };
  std::vector<Tick> ticks;

  /// Where `day` lies between 0 and 1, days beyond the ends at them.
  double place(std::int32_t day) const;
};

/// An axis that has room for all of the timeline that has bounds, and at most about `ticks` marks.
Axis axis_of(const Timeline& timeline, std::size_t ticks);

}  // namespace nansen::timeline
