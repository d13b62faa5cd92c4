// Records and cells of awkward tables, and that memory stays small however long the table is.
#include "runtime/csv.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace nansen::runtime {
namespace {

using Record = std::vector<std::string>;

/// Hands out `text` at most `step` bytes at a time, as a pipe might.
class SlowSource : public ByteSource {
 public:
  SlowSource(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}
  std::ptrdiff_t read(char* bytes, std::size_t count) override {
    const std::size_t got = text_.copy(bytes, std::min(step_, count), position_);
    position_ += got;
    return static_cast<std::ptrdiff_t>(got);
  }
  std::string error() const override { return {}; }
  std::uint64_t size() const override { return 0; }

 private:
  std::string text_;
  std::size_t step_;
  std::size_t position_ = 0;
};

/// Repeats one line until `total` bytes have been read.
class EndlessSource : public ByteSource {
 public:
  EndlessSource(std::string line, std::uint64_t total) : line_(std::move(line)), left_(total) {}
  std::ptrdiff_t read(char* bytes, std::size_t count) override {
    std::size_t got = 0;
    while (got + line_.size() <= count && left_ > 0) {
      got += line_.copy(bytes + got, line_.size());
      --left_;
    }
    return static_cast<std::ptrdiff_t>(got);
  }
  std::string error() const override { return {}; }
  std::uint64_t size() const override { return 0; }

 private:
  std::string line_;
  std::uint64_t left_;
};

class FailingSource : public ByteSource {
 public:
  std::ptrdiff_t read(char*, std::size_t) override { return -1; }
  std::string error() const override { return "the disk is gone"; }
  std::uint64_t size() const override { return 0; }
};

std::vector<Record> records_of(CsvScanner& scanner) {
  std::vector<Record> records;
  while (scanner.next()) {
    EXPECT_EQ(scanner.fault(), CsvFault::None);
    if (scanner.fault() != CsvFault::None) break;
    Record record;
    for (const std::string_view cell : scanner.cells()) record.emplace_back(cell);
    records.push_back(record);
  }
  return records;
}

std::vector<Record> records_of(const std::string& text) {
  CsvScanner scanner(source_of(text));
  std::vector<Record> records = records_of(scanner);
  // However the bytes arrive, the records are the same.
  for (const std::size_t step : {1, 2, 3, 7, 8, 9}) {
    CsvScanner slow(std::make_unique<SlowSource>(text, step));
    EXPECT_EQ(records_of(slow), records) << "read " << step << " bytes at a time";
  }
  return records;
}

std::string in_quotes(const std::string& cell) {
  std::string text = "\"";
  for (const char byte : cell) {
    text += byte;
    if (byte == '"') text += byte;
  }
  return text + "\"";
}

TEST(CsvScanner, SplitsRecordsAtEveryKindOfLineEnd) {
  const std::vector<Record> expected = {{"id", "fear"}, {"1", "yes"}, {"2", ""}};
  EXPECT_EQ(records_of("id,fear\n1,yes\n2,\n"), expected);
  EXPECT_EQ(records_of("id,fear\r\n1,yes\r\n2,\r\n"), expected);
  EXPECT_EQ(records_of("id,fear\r1,yes\r2,\r"), expected);
  EXPECT_EQ(records_of("id,fear\n1,yes\n2,"), expected);
}

TEST(CsvScanner, IgnoresAByteOrderMark) {
  EXPECT_EQ(records_of("\xEF\xBB\xBFid\n1\n"), (std::vector<Record>{{"id"}, {"1"}}));
}

TEST(CsvScanner, HasNoRecordInAnEmptyFile) {
  EXPECT_TRUE(records_of("").empty());
  EXPECT_TRUE(records_of("\xEF\xBB\xBF").empty());
}

TEST(CsvScanner, ReadsQuotedCells) {
  EXPECT_EQ(records_of("\"a,b\",\"c\nd\",\"e\"\"f\",\"\"\n\"\"\"\"\n"),
            (std::vector<Record>{{"a,b", "c\nd", "e\"f", ""}, {"\""}}));
}

TEST(CsvScanner, ReadsBackWhateverWasQuoted) {
  std::mt19937_64 random(7);
  const std::string alphabet = "ab,\"\n\r|\xC3\xA9";
  for (int round = 0; round < 300; ++round) {
    std::vector<Record> expected;
    std::string text;
    const std::size_t columns = 1 + random() % 4;
    for (std::size_t row = 0; row < 1 + random() % 5; ++row) {
      Record record;
      for (std::size_t column = 0; column < columns; ++column) {
        std::string cell;
        for (std::size_t count = random() % 12; count > 0; --count) {
          cell += alphabet[random() % alphabet.size()];
        }
        text += (column == 0 ? "" : ",") + in_quotes(cell);
        record.push_back(cell);
      }
      text += round % 2 == 0 ? "\n" : "\r\n";
      expected.push_back(record);
    }
    ASSERT_EQ(records_of(text), expected) << text;
  }
}

// The scan looks at 64 bytes at once: whatever ends a cell is met at each of their places.
TEST(CsvScanner, ReadsCellsWhereverTheyLie) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 400; ++round) {
    std::vector<Record> expected;
    std::string text;
    for (std::size_t row = 0; row < 1 + random() % 4; ++row) {
      Record record;
      const std::size_t columns = 2 + random() % 90;
      for (std::size_t column = 0; column < columns; ++column) {
        const std::string plain(random() % (random() % 8 == 0 ? 150 : 4), 'x');
        const bool quoted = random() % 9 == 0;
        const std::string cell = quoted ? plain + ",\n\"" : plain;
        text += (column == 0 ? "" : ",") + (quoted ? in_quotes(cell) : cell);
        record.push_back(cell);
      }
      text += round % 3 == 0 ? "\n" : round % 3 == 1 ? "\r\n" : "\r";
      expected.push_back(record);
    }
    if (round % 2 == 0) text.pop_back();  // the last line need not end; CR LF ends as well as CR
    ASSERT_EQ(records_of(text), expected) << text;
  }
}

TEST(CsvScanner, CountsAsManyCellsAsThereMayBe) {
  CsvScanner most(source_of(std::string(most_cells - 1, ',') + "\n"));
  ASSERT_TRUE(most.next());
  EXPECT_EQ(most.fault(), CsvFault::None);
  EXPECT_EQ(most.cells().size(), most_cells);

  CsvScanner quoted(source_of(std::string(most_cells - 1, ',') + "\"\",\n"));
  ASSERT_TRUE(quoted.next());
  EXPECT_EQ(quoted.fault(), CsvFault::RecordTooLong);
  EXPECT_EQ(quoted.fault_cell(), most_cells);
}

TEST(CsvScanner, CountsLinesInsideQuotedCells) {
  CsvScanner scanner(source_of("a,b\n\"1\n2\r\n3\",x\r\n\n4,y\n"));
  std::vector<std::uint64_t> lines;
  std::vector<bool> blank;
  while (scanner.next()) {
    lines.push_back(scanner.line());
    blank.push_back(scanner.blank());
  }
  EXPECT_EQ(lines, (std::vector<std::uint64_t>{1, 2, 5, 6}));
  EXPECT_EQ(blank, (std::vector<bool>{false, false, true, false}));
}

TEST(CsvScanner, TellsAnEmptyLineFromAQuotedEmptyCell) {
  CsvScanner scanner(source_of("\n\"\"\n"));
  ASSERT_TRUE(scanner.next());
  EXPECT_TRUE(scanner.blank());
  ASSERT_TRUE(scanner.next());
  EXPECT_FALSE(scanner.blank());
}

TEST(CsvScanner, ReportsAQuoteThatDoesNotEnd) {
  CsvScanner scanner(source_of("a,b\n1,\"no end\n2,3\n"));
  ASSERT_TRUE(scanner.next());
  ASSERT_TRUE(scanner.next());
  EXPECT_EQ(scanner.fault(), CsvFault::UnterminatedQuote);
  EXPECT_EQ(scanner.fault_cell(), 1u);
  EXPECT_EQ(scanner.line(), 2u);
  EXPECT_FALSE(scanner.next());
}

TEST(CsvScanner, GoesOnWithTheNextLineAfterAStrayQuote) {
  CsvScanner scanner(source_of("1,\"a\"b,2\nx,c\"d\n3,4\n"));
  ASSERT_TRUE(scanner.next());
  EXPECT_EQ(scanner.fault(), CsvFault::TextAfterQuote);
  EXPECT_EQ(scanner.fault_cell(), 1u);
  ASSERT_TRUE(scanner.next());
  EXPECT_EQ(scanner.fault(), CsvFault::QuoteInCell);
  EXPECT_EQ(scanner.fault_cell(), 1u);
  EXPECT_EQ(scanner.line(), 2u);
  ASSERT_TRUE(scanner.next());
  EXPECT_EQ(scanner.fault(), CsvFault::None);
  EXPECT_EQ(scanner.cells()[1], "4");
  EXPECT_FALSE(scanner.next());
}

TEST(CsvScanner, SaysWhenBytesAreNotPlain) {
  CsvScanner ascii(source_of("a,b\n"));
  ASSERT_TRUE(ascii.next());
  EXPECT_TRUE(ascii.plain());
  CsvScanner accented(source_of("\xC3\xA9,b\n"));
  ASSERT_TRUE(accented.next());
  EXPECT_FALSE(accented.plain());
  CsvScanner nul(source_of(std::string("a\0b\n", 4)));
  ASSERT_TRUE(nul.next());
  EXPECT_FALSE(nul.plain());
  EXPECT_EQ(nul.cells()[0], std::string_view("a\0b", 3));
}

TEST(CsvScanner, GrowsForALongRecordAndNoFurther) {
  const std::string cell(1'000'000, 'x');
  EXPECT_EQ(records_of(cell + ",b\n1,2\n"), (std::vector<Record>{{cell, "b"}, {"1", "2"}}));

  CsvScanner endless(std::make_unique<EndlessSource>(std::string(1024, 'x'), 100'000));
  ASSERT_TRUE(endless.next());
  EXPECT_EQ(endless.fault(), CsvFault::RecordTooLong);
  EXPECT_LE(endless.buffer_size(), longest_record + readable_past_cell);
  EXPECT_FALSE(endless.next());

  CsvScanner wide(source_of(std::string(most_cells + 5, ',')));
  ASSERT_TRUE(wide.next());
  EXPECT_EQ(wide.fault(), CsvFault::RecordTooLong);
}

TEST(CsvScanner, KeepsItsMemoryOverManyRows) {
  CsvScanner scanner(std::make_unique<EndlessSource>("12,yes,\"a, b\",,2020-01-01\n", 2'000'000));
  const std::size_t before = scanner.buffer_size();
  std::uint64_t rows = 0;
  while (scanner.next()) {
    ASSERT_EQ(scanner.cells().size(), 5u);
    ++rows;
  }
  EXPECT_EQ(rows, 2'000'000u);
  EXPECT_EQ(scanner.line(), 2'000'001u);
  EXPECT_EQ(scanner.buffer_size(), before);
  EXPECT_EQ(scanner.bytes_read(), 2'000'000u * 26);
}

TEST(CsvScanner, SaysWhyTheSourceFailed) {
  CsvScanner scanner(std::make_unique<FailingSource>());
  ASSERT_TRUE(scanner.next());
  EXPECT_EQ(scanner.fault(), CsvFault::Unreadable);
  EXPECT_EQ(scanner.source_error(), "the disk is gone");
  EXPECT_FALSE(scanner.next());
}

TEST(OpenFile, SaysWhyAFileCannotBeRead) {
  std::string error;
  EXPECT_EQ(open_file("/no/such/file.csv", error), nullptr);
  EXPECT_FALSE(error.empty());
  error.clear();
  EXPECT_EQ(open_file("/", error), nullptr);
  EXPECT_FALSE(error.empty());
}

}  // namespace
}  // namespace nansen::runtime
