// The scan looks at 64 bytes at a time and stops at separators, line ends and quotation marks.
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

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

constexpr std::size_t stride = 64;

#if defined(__SSE2__)
/// One bit for each of the `stride` bytes from `bytes` on, the first the lowest: whether it is a
/// separator, a line end or a quotation mark.
std::uint64_t marks_among(const char* bytes) {
  std::uint64_t found = 0;
  for (std::size_t part = 0; part < stride; part += sizeof(__m128i)) {
    const __m128i some = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + part));
    const __m128i marks = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(some, _mm_set1_epi8(',')),
                                                    _mm_cmpeq_epi8(some, _mm_set1_epi8('\n'))),
                                       _mm_or_si128(_mm_cmpeq_epi8(some, _mm_set1_epi8('\r')),
                                                    _mm_cmpeq_epi8(some, _mm_set1_epi8('"'))));
    found |= std::uint64_t{static_cast<std::uint16_t>(_mm_movemask_epi8(marks))} << part;
  }
  return found;
}
#else
std::uint64_t marks_among(const char* bytes) {
  std::uint64_t found = 0;
  for (std::size_t index = 0; index < stride; ++index) {
    const char byte = bytes[index];
    const bool is_mark = byte == ',' || byte == '\n' || byte == '\r' || byte == '"';
    found |= std::uint64_t{is_mark} << index;
  }
  return found;
}
#endif

/// Goes from one separator, line end or quotation mark to the next.
class Marks {
 public:
  Marks(const char* bytes, std::size_t begin, std::size_t end)
      : bytes_(bytes), ahead_(begin), end_(end) {}

  /// The place of the next one, or the end.
  std::size_t next() {
    while (found_ == 0) {
      if (ahead_ >= end_) return end_;
      base_ = ahead_;
      ahead_ += stride;
      if (ahead_ <= end_) {
        found_ = marks_among(bytes_ + base_);
      } else {
        std::array<char, stride> rest{};
        std::memcpy(rest.data(), bytes_ + base_, end_ - base_);
        found_ = marks_among(rest.data());
      }
    }
    const std::size_t place = base_ + static_cast<std::size_t>(std::countr_zero(found_));
    found_ &= found_ - 1;
    return place;
  }

 private:
  const char* bytes_;
  std::size_t ahead_;  // the first byte not yet looked at
  std::size_t end_;
  std::size_t base_ = 0;
  std::uint64_t found_ = 0;  // marks among the bytes from base_ on: a bit for each
};

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
    : source_(std::move(source)), buffer_(first_buffer) {
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
  if (end_ == buffer_.size()) {
    if (end_ >= longest_record) {
      fault_ = CsvFault::RecordTooLong;
      return false;
    }
    buffer_.resize(2 * buffer_.size());
  }
  // A record that is not complete is scanned again from its beginning, so at least as much again is
  // read each time: a source that gives little at a time costs no more than one that gives much.
  const std::size_t enough = std::min(2 * end_ + 1, buffer_.size());
  while (end_ < enough && !at_end_) {
    const std::ptrdiff_t got = source_->read(buffer_.data() + end_, buffer_.size() - end_);
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
  if (count_ == cells_.size()) cells_.resize(std::max<std::size_t>(16, 2 * cells_.size()));
  cells_[count_++] = std::string_view(buffer_.data() + begin, end - begin);
}

// The record's last cell has been added; `end` is at its line end or at end_.
CsvScanner::Progress CsvScanner::close_record(std::size_t end) {
  if (end < end_ && buffer_[end] == '\r') {
    if (end + 1 == end_ && !at_end_) return Progress::NeedsMore;
    if (end + 1 < end_ && buffer_[end + 1] == '\n') ++end;
  }
  blank_ = count_ == 1 && cells_[0].empty() && escaped_.empty() && position_ < end_ &&
           buffer_[position_] != '"';
  lines_passed_ += inner_lines_ + 1;
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
  Marks marks(buffer_.data(), position_, end_);
  std::size_t at = position_;
  while (true) {
    if (count_ == most_cells) {
      fault_ = CsvFault::RecordTooLong;
      fault_cell_ = count_;
      return Progress::Done;
    }
    std::size_t mark = at;
    if (at < end_ && buffer_[at] == '"') {
      if (scan_quoted(mark) == Progress::NeedsMore) return Progress::NeedsMore;
      if (fault_ != CsvFault::None) return Progress::Done;
      if (mark == end_ && !at_end_) return Progress::NeedsMore;
      if (mark < end_ && buffer_[mark] != ',' && buffer_[mark] != '\n' && buffer_[mark] != '\r') {
        --count_;
        return skip_line(mark, CsvFault::TextAfterQuote);
      }
      marks = Marks(buffer_.data(), mark + 1, end_);
    } else {
      mark = marks.next();
      if (mark == end_ && !at_end_) return Progress::NeedsMore;
      if (mark < end_ && buffer_[mark] == '"') return skip_line(mark, CsvFault::QuoteInCell);
      add_cell(at, mark);
    }
    if (mark == end_ || buffer_[mark] != ',') return close_record(mark);
    at = mark + 1;
  }
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
