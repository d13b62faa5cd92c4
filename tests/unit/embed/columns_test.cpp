// Columns given away as Arrow arrays: what is in them, and that each part is released once.
#include "compiler/embed/columns.h"

#include <gtest/gtest.h>

#include <cstring>

namespace nansen::embed {
namespace {

struct Given {
  explicit Given(OwnedColumn column) { give(std::move(column), &schema, &array); }
  Given(const Given&) = delete;
  Given& operator=(const Given&) = delete;
  ~Given() {
    if (schema.release != nullptr) schema.release(&schema);
    if (array.release != nullptr) array.release(&array);
  }
  ArrowSchema schema{};
  ArrowArray array{};
};

TEST(Columns, HoldTextsNumbersAndTruths) {
  const Given given(struct_column(
      "",
      {text_column("id", {"FRA", std::nullopt, ""}), integer_column("count", {7, -1, {}}),
       truth_column("party", {true, false, true})},
      3));
  EXPECT_STREQ(given.schema.format, "+s");
  ASSERT_EQ(given.array.n_children, 3);
  const ArrowArray& ids = *given.array.children[0];
  EXPECT_EQ(ids.null_count, 1);
  EXPECT_EQ(static_cast<const std::uint8_t*>(ids.buffers[0])[0], 5);
  EXPECT_EQ(static_cast<const std::int64_t*>(ids.buffers[1])[3], 3);
  EXPECT_EQ(std::memcmp(ids.buffers[2], "FRA", 3), 0);
  const ArrowArray& counts = *given.array.children[1];
  EXPECT_EQ(static_cast<const std::int64_t*>(counts.buffers[1])[1], -1);
  const ArrowArray& truths = *given.array.children[2];
  EXPECT_EQ(truths.null_count, 0);
  EXPECT_EQ(truths.buffers[0], nullptr);
  EXPECT_EQ(static_cast<const std::uint8_t*>(truths.buffers[1])[0], 5);
}

TEST(Columns, HoldDecimalsInTwosComplement) {
  mpz_class large;
  mpz_ui_pow_ui(large.get_mpz_t(), 10, 37);
  const Given given(decimal_column("share", 6, {mpz_class(-1), large, std::nullopt}));
  EXPECT_STREQ(given.schema.format, "d:38,6");
  const auto* words = static_cast<const std::uint64_t*>(given.array.buffers[1]);
  EXPECT_EQ(words[0], ~std::uint64_t{0});
  EXPECT_EQ(words[1], ~std::uint64_t{0});
  EXPECT_EQ((mpz_class(words[3]) << 64) + mpz_class(words[2]), large);
  EXPECT_TRUE(fits_decimal(large));
  EXPECT_FALSE(fits_decimal(large * 10));
  EXPECT_FALSE(fits_decimal(-large * 10));
}

TEST(Columns, AreReleasedEachByItself) {
  Given given(struct_column("", {text_column("id", {"FRA"}), integer_column("count", {1})}, 1));
  // As an Arrow library does that keeps one child alone.
  ArrowArray kept = *given.array.children[0];
  given.array.children[0]->release = nullptr;
  given.array.release(&given.array);
  EXPECT_EQ(given.array.release, nullptr);
  EXPECT_EQ(std::memcmp(kept.buffers[2], "FRA", 3), 0);
  kept.release(&kept);
}

TEST(Columns, OfNoRowsHaveBuffers) {
  const Given given(text_column("id", {}));
  EXPECT_EQ(given.array.length, 0);
  EXPECT_NE(given.array.buffers[1], nullptr);
}

}  // namespace
}  // namespace nansen::embed
