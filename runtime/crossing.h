// Carrying values between the rows of different tables: quantifiers over linked rows, looks through
// references, and a parent's value at each of its rows.
//
// Planes and links are those of runtime/batch.h, or begin at a later row of theirs, a multiple
// of 64. Outputs are written for whole words; bits past the last row are zero.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nansen::runtime {

/// The planes of a truth: of a number, `yes` is the known plane and `no` is not there.
struct Planes {
  const std::uint64_t* yes = nullptr;
  const std::uint64_t* no = nullptr;
};
struct OutputPlanes {
  std::uint64_t* yes = nullptr;
  std::uint64_t* no = nullptr;
};

/// A Rows column of `parents` rows, whose linked rows are none before `first_row`, a multiple of
/// 64, and none from `rows` on. The planes and integers of linked rows begin with `first_row`.
struct Link {
  const std::uint64_t* known = nullptr;
  const std::uint32_t* first = nullptr;
  std::size_t parents = 0;
  std::size_t rows = 0;
  std::size_t first_row = 0;
};

/// For each parent row: does the operand hold for at least `count` >= 1 of its rows? Yes where it
/// certainly does for so many of those listed; no where it possibly does for fewer and all are
/// listed.
void at_least_rows(Planes operand, const Link& link, std::int64_t count, OutputPlanes result);

/// ... for every one of its rows? The dual of "for some row not".
void every_row(Planes operand, const Link& link, OutputPlanes result);

/// A Reference column of a table of `rows` rows, into a table of `targets` rows. A row number past
/// them names nothing: the reference is then as good as unknown.
struct Reference {
  const std::uint64_t* known = nullptr;
  const std::uint32_t* target = nullptr;
  std::size_t rows = 0;
  std::size_t targets = 0;
};

/// The operand of the row that each row refers to; neither plane is set where that is unknown.
void through_truth(Planes operand, const Reference& reference, OutputPlanes result);
/// The same of a number whose integers are `width` bytes each (8 or 16), zero where unknown.
void through_number(const std::uint64_t* known, const std::byte* integers, std::size_t width,
                    const Reference& reference, std::uint64_t* result_known,
                    std::byte* result_integers);

/// The operand of each row's parent.
void broadcast_truth(Planes operand, const Link& link, OutputPlanes result);
/// The same of a number whose integers are `width` bytes each (8 or 16).
void broadcast_number(const std::uint64_t* known, const std::byte* integers, std::size_t width,
                      const Link& link, std::uint64_t* result_known, std::byte* result_integers);

}  // namespace nansen::runtime
