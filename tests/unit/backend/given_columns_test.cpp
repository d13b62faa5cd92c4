// Columns that are read where others have them: booleans as values and validity, on any byte.
#include <cstring>

#include "compiler/execute/packed.h"
#include "tests/support/random/random_batch.h"
#include "tests/unit/backend/backend_test.h"

namespace nansen::backend {
namespace {

constexpr std::string_view module_text = R"(domain @A : root A
column A.x : boolean
column A.y : boolean
column A.day : number -719162 to 2932896 scale 1
column A.small : number 0 to 40 scale 1
column A.country : enumeration { a, b, c }
%0 : truth @A = column_truth A.x  ; rules 0
%1 : truth @A = column_truth A.y  ; rules 0
%2 : number @A = column_number A.day  ; rules 0
%3 : number @A = constant_number 10  ; rules 0
%4 : truth @A = less %2 %3  ; rules 0
%5 : number @A = column_number A.small  ; rules 0
%6 : truth @A = less %3 %5  ; rules 0
%7 : truth @A = column_is A.country b  ; rules 0
%8 : truth @A = not %1  ; rules 0
%9 : truth @A = and %0 %8 %4  ; rules 0
%10 : truth @A = or %9 %6 %7  ; rules 0
output "both" : truth %9
output "either" : truth %10
output "small" : number %5
)";

/// A table whose columns lie `shift` bytes after the beginning of a line, every third of which must
/// be fetched.
class GivenSource final : public execute::ColumnSource {
 public:
  GivenSource(const runtime::Table& table, std::size_t shift) : table_(table) {
    for (std::size_t column = 0; column < table.shapes().size(); ++column) {
      for (std::size_t buffer = 0; buffer < 2; ++buffer) {
        std::vector<std::byte>& bytes = bytes_.emplace_back(size(column, buffer) + 256);
        const auto address = reinterpret_cast<std::uintptr_t>(bytes.data());
        starts_.push_back(bytes.data() + (64 - address % 64) + shift);
        std::memcpy(starts_.back(), table.buffer(column, buffer), size(column, buffer));
        if (buffer == 0 || table.shapes()[column].kind != runtime::ColumnKind::Boolean) continue;
        for (std::size_t at = 0; at < size(column, 1); ++at) {
          starts_.back()[at] |= starts_[2 * column][at];
        }
      }
    }
  }

  std::size_t rows() const override { return table_.rows(); }
  bool fetch(std::size_t column, std::size_t first, std::size_t count,
             std::byte* const* buffers) const override {
    for (std::size_t buffer = 0; buffer < 2; ++buffer) {
      const std::size_t blocks = (count + runtime::block_rows - 1) / runtime::block_rows;
      const std::size_t bits = this->bits(column, buffer);
      std::memcpy(buffers[buffer], table_.buffer(column, buffer) + first * bits / 8,
                  blocks * runtime::block_rows * bits / 8);
    }
    return true;
  }
  bool in_place(std::size_t column, std::size_t first, std::size_t count,
                const std::byte** buffers) const override {
    EXPECT_EQ(count % runtime::block_rows, 0U);
    if (column % 3 == 1) return false;
    for (std::size_t buffer = 0; buffer < 2; ++buffer) {
      buffers[buffer] = starts_[2 * column + buffer] + first * bits(column, buffer) / 8;
    }
    return true;
  }

 private:
  std::size_t bits(std::size_t column, std::size_t buffer) const {
    const runtime::ColumnShape& shape = table_.shapes()[column];
    const bool plane = buffer == 0 || shape.kind == runtime::ColumnKind::Boolean;
    return plane ? 1 : 8U * shape.width;
  }
  std::size_t size(std::size_t column, std::size_t buffer) const {
    return table_.capacity() * bits(column, buffer) / 8;
  }

  const runtime::Table& table_;
  std::vector<std::vector<std::byte>> bytes_;
  std::vector<std::byte*> starts_;
};

TEST(GivenColumns, AreAnsweredAsTheInterpreterDoes) {
  const ir::Module module = module_of(module_text);
  for (const bool optimise : {false, true}) {
    const auto evaluator = compiled(module, {.optimise = optimise});
    for (const std::size_t rows : {0U, 1U, 511U, 512U, 513U, 16'384U, 16'385U, 40'001U}) {
      test::Random random(rows);
      const runtime::Batch batch = test::random_batch(module, random, {.rows = rows});
      runtime::Results expected(layout::output_shapes(module), rows);
      interpret::evaluate(module, batch, expected);
      for (const std::size_t shift : {0U, 3U}) {
        const GivenSource source(*batch.tables[0], shift);
        const execute::Cases cases(source, batch);
        for (const unsigned threads : {1U, 2U}) {
          runtime::Results results(layout::output_shapes(module), rows);
          ASSERT_TRUE(execute::evaluate(*evaluator, cases, results, threads));
          EXPECT_EQ(difference(results, expected, rows), "") << rows << " rows, shift " << shift;
        }
      }
    }
  }
}

// What answers are counted by is fetched, so that it lies where it can be read.
TEST(GivenColumns, AreCountedBy) {
  const ir::Module module = module_of(module_text);
  const auto evaluator = compiled(module);
  test::Random random(1);
  const runtime::Batch batch = test::random_batch(module, random, {.rows = 20'001});
  const GivenSource source(*batch.tables[0], 5);
  for (const execute::Grouping& grouping :
       {execute::Grouping{.by = ir::ColumnId(4), .weight = {}, .yes_only = false},
        execute::Grouping{.by = {}, .weight = ir::ColumnId(2), .yes_only = false}}) {
    execute::Counts counts;
    execute::Counts expected;
    ASSERT_TRUE(execute::count(*evaluator, module, execute::Cases(batch), grouping, expected));
    ASSERT_TRUE(
        execute::count(*evaluator, module, execute::Cases(source, batch), grouping, counts));
    EXPECT_EQ(counts.yes, expected.yes);
    EXPECT_EQ(counts.undetermined, expected.undetermined);
    EXPECT_EQ(counts.no, expected.no);
  }
}

}  // namespace
}  // namespace nansen::backend
