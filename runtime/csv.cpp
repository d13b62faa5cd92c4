// The scan looks at 64 bytes at a time, takes all cells that end there, and stops at line ends and
// quotation marks.
#include "runtime/csv.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cerrno>
#include <cstring>

#include "runtime/byte_mask.h"

namespace nansen::runtime {
namespace {

constexpr std::size_t first_buffer = std::size_t{256} << 10;

class FileSource : public ByteSource {
 public:
  FileSource(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override { ::close(descriptor_); }

  std::ptrdiff_t read(char* bytes, std::size_t count) override {
    while (true) {
      const ssize_t got = ::read(descriptor_, bytes, count);
      if (got >= 0) return got;
      if (errno == EINTR) continue;
      error_ = std::strerror(errno);
      return -1;
    }
  }
  std::string error() const override { return error_; }
  std::uint64_t size() const override { return size_; }

 private:
  int descriptor_;
  std::uint64_t size_;
  std::string error_;
};

class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}

  std::ptrdiff_t read(char* bytes, std::size_t count) override {
    const std::size_t got = std::min(count, text_.size() - position_);
    std::memcpy(bytes, text_.data() + position_, got);
    position_ += got;
    return static_cast<std::ptrdiff_t>(got);
  }
  std::string error() const override { return {}; }
  std::uint64_t size() const override { return text_.size(); }

 private:
  std::string text_;
  std::size_t position_ = 0;
};

static_assert(readable_past_cell == byte_stride);

/// True iff all bytes are ASCII other than NUL.
bool all_plain(const char* bytes, std::size_t count) {
  unsigned char high = 0;
  unsigned char nul = 0;
  for (std::size_t index = 0; index < count; ++index) {
    high = static_cast<unsigned char>(high | static_cast<unsigned char>(bytes[index]));
    nul = static_cast<unsigned char>(nul | (bytes[index] == 0 ? 1 : 0));
  }
  return high < 0x80 && nul == 0;
}

}  // namespace

std::unique_ptr<ByteSource> open_file(const std::string& path, std::string& error) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status{};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
    error = std::strerror(errno);
    if (descriptor >= 0) ::close(descriptor);
    return nullptr;
  }
  if (S_ISDIR(status.st_mode)) {
    error = std::strerror(EISDIR);
    ::close(descriptor);
    return nullptr;
  }
  const std::uint64_t size =
      S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
  return std::make_unique<FileSource>(descriptor, size);
}

std::unique_ptr<ByteSource> source_of(std::string text) {
  return std::make_unique<TextSource>(std::move(text));
}

CsvScanner::CsvScanner(std::unique_ptr<ByteSource> source)
    : source_(std::move(source)), buffer_(first_buffer + readable_past_cell) {
  while (!at_end_ && end_ < 3) {
    if (!refill()) return;
  }
  if (end_ >= 3 && std::memcmp(buffer_.data(), "\xEF\xBB\xBF", 3) == 0) {
    position_ = 3;
    plain_ = all_plain(buffer_.data() + position_, end_ - position_);
  }
}

// Makes room behind what is still to be scanned and reads on. False iff the source failed or the
// record has become too long.
bool CsvScanner::refill() {
  if (position_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + position_, end_ - position_);
    consumed_ += position_;
    end_ -= position_;
    position_ = 0;
    plain_ = all_plain(buffer_.data(), end_);
  }
  if (end_ == room()) {
    if (room() >= longest_record) {
      fault_ = CsvFault::RecordTooLong;
      return false;
    }
    buffer_.resize(2 * room() + readable_past_cell);
  }
  // A record that is not complete is scanned again from its beginning, so at least as much again is
  // read each time: a source that gives little at a time costs no more than one that gives much.
  const std::size_t enough = std::min(2 * end_ + 1, room());
  while (end_ < enough && !at_end_) {
    const std::ptrdiff_t got = source_->read(buffer_.data() + end_, room() - end_);
    if (got < 0) {
      fault_ = CsvFault::Unreadable;
      return false;
    }
    at_end_ = got == 0;
    plain_ = plain_ && all_plain(buffer_.data() + end_, static_cast<std::size_t>(got));
    end_ += static_cast<std::size_t>(got);
  }
  return true;
}

bool CsvScanner::next() {
  if (fault_ == CsvFault::TextAfterQuote || fault_ == CsvFault::QuoteInCell) {
    fault_ = CsvFault::None;
  } else if (fault_ != CsvFault::None && line_ > 0) {
    return false;
  }
  line_ = lines_passed_ + 1;
  while (fault_ == CsvFault::None) {
    if (position_ == end_ && at_end_) return false;
    if (position_ < end_ && scan() == Progress::Done) return true;
    if (fault_ == CsvFault::None) refill();
  }
  return true;
}

void CsvScanner::add_cell(std::size_t begin, std::size_t end) {
  make_room_for_cells(1);
  cells_[count_++] = std::string_view(buffer_.data() + begin, end - begin);
}

// Adds the cell that begins at `begin` and those after it, one for each of the separators that end
// them: bits of the stride at `place`. Returns where the cell after them begins.
std::size_t CsvScanner::add_cells(std::size_t begin, std::size_t place, std::uint64_t separators) {
  make_room_for_cells(byte_stride);
  const char* const bytes = buffer_.data() + place;
  const char* cell = buffer_.data() + begin;
  std::string_view* next = cells_.data() + count_;
  for (; separators != 0; separators &= separators - 1) {
    const char* const end = bytes + std::countr_zero(separators);
    *next++ = std::string_view(cell, static_cast<std::size_t>(end - cell));
    cell = end + 1;
  }
  count_ = static_cast<std::size_t>(next - cells_.data());
  return static_cast<std::size_t>(cell - buffer_.data());
}

// The record's last cell has been added; `end` is at its line end or at end_.
CsvScanner::Progress CsvScanner::close_record(std::size_t end) {
  if (end < end_ && buffer_[end] == '\r') {
    if (end + 1 == end_ && !at_end_) return Progress::NeedsMore;
    if (end + 1 < end_ && buffer_[end + 1] == '\n') ++end;
  }
  blank_ = count_ == 1 && cells_[0].empty() && escaped_.empty() && position_ < end_ &&
           buffer_[position_] != '"';
  lines_passed_ += 1 + (source_->has_line_a_record() ? 0 : inner_lines_);
  position_ = std::min(end + 1, end_);
  unescape();
  return Progress::Done;
}

// Gives the record up; the next one begins on the next line.
CsvScanner::Progress CsvScanner::skip_line(std::size_t at, CsvFault fault) {
  while (at < end_ && buffer_[at] != '\n' && buffer_[at] != '\r') ++at;
  if (at == end_ && !at_end_) return Progress::NeedsMore;
  const std::size_t cell = count_;
  escaped_.clear();
  const Progress progress = close_record(at);
  if (progress == Progress::NeedsMore) return progress;
  fault_ = fault;
  fault_cell_ = cell;
  count_ = 0;
  return Progress::Done;
}

// The cell whose opening quotation mark is at `at`; leaves `at` behind the closing one.
CsvScanner::Progress CsvScanner::scan_quoted(std::size_t& at) {
  const std::size_t begin = at + 1;
  bool doubled = false;
  std::size_t scan = begin;
  while (true) {
    const void* found =
        scan < end_ ? std::memchr(buffer_.data() + scan, '"', end_ - scan) : nullptr;
    if (found == nullptr) {
      if (!at_end_) return Progress::NeedsMore;
      fault_ = CsvFault::UnterminatedQuote;
      fault_cell_ = count_;
      return Progress::Done;
    }
    scan = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
    if (scan + 1 == end_ && !at_end_) return Progress::NeedsMore;
    if (scan + 1 < end_ && buffer_[scan + 1] == '"') {
      doubled = true;
      scan += 2;
      continue;
    }
    break;
  }
  for (std::size_t index = begin; index < scan; ++index) {
    const bool line_end =
        buffer_[index] == '\n' ||
        (buffer_[index] == '\r' && (index + 1 == scan || buffer_[index + 1] != '\n'));
    if (line_end) ++inner_lines_;
  }
  if (doubled) escaped_.push_back(count_);
  add_cell(begin, scan);
  at = scan + 1;
  return Progress::Done;
}

// Scans the record at position_. NeedsMore iff the buffer ends before it does; scanning then starts
// again, so nothing in the buffer is changed before the record is complete.
CsvScanner::Progress CsvScanner::scan() {
  count_ = 0;
  escaped_.clear();
  inner_lines_ = 0;
  std::size_t at = position_;  // where the cell begins
  std::size_t place = at;      // of the stride
  while (place < end_) {
    const ByteStride bytes(buffer_.data() + place);
    std::uint64_t separators = bytes.mask_of(',');
    std::uint64_t others = bytes.mask_of('\n', '\r', '"');
    if (end_ - place < byte_stride) {
      const std::uint64_t within = (std::uint64_t{1} << (end_ - place)) - 1;
      separators &= within;
      others &= within;
    }
    // The separators before the first of the others: where there is none, all.
    at = add_cells(at, place, separators & ~others & (others - 1));
    if (has_too_many_cells()) return Progress::Done;
    if (others == 0) {
      place += byte_stride;
      continue;
    }
    std::size_t mark = place + static_cast<std::size_t>(std::countr_zero(others));
    if (buffer_[mark] != '"') {
      add_cell(at, mark);
      return close_record(mark);
    }
    if (mark != at) return skip_line(mark, CsvFault::QuoteInCell);
    if (scan_quoted(mark) == Progress::NeedsMore) return Progress::NeedsMore;
    if (fault_ != CsvFault::None) return Progress::Done;
    if (mark == end_) return at_end_ ? close_record(mark) : Progress::NeedsMore;
    if (buffer_[mark] == '\n' || buffer_[mark] == '\r') return close_record(mark);
    if (buffer_[mark] != ',') {
      --count_;
      return skip_line(mark, CsvFault::TextAfterQuote);
    }
    if (has_too_many_cells()) return Progress::Done;
    at = place = mark + 1;
  }
  if (!at_end_) return Progress::NeedsMore;
  add_cell(at, end_);
  return close_record(end_);
}

// True iff the cell to come is one more than there may be.
bool CsvScanner::has_too_many_cells() {
  if (count_ < most_cells) return false;
  count_ = most_cells;
  fault_ = CsvFault::RecordTooLong;
  fault_cell_ = most_cells;
  return true;
}

// Writes each doubled quotation mark once, in place.
void CsvScanner::unescape() {
  for (const std::size_t cell : escaped_) {
    char* const begin = buffer_.data() + (cells_[cell].data() - buffer_.data());
    char* to = begin;
    for (std::size_t index = 0; index < cells_[cell].size(); ++index) {
      *to++ = begin[index];
      if (begin[index] == '"') ++index;
    }
    cells_[cell] = std::string_view(begin, static_cast<std::size_t>(to - begin));
  }
}

}  // namespace nansen::runtime
