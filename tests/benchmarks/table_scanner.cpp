// One pass over the whole file in memory: marks of 64 bytes at a time, cells dispatched by the kind
// of their column. Quotation marks are seen to; errors are only noticed, not explained.
#include "tests/benchmarks/table_scanner.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cstring>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace nansen::benchmarks::NANSEN_OPPONENT {
namespace {

constexpr std::size_t slack = 64;

inline std::uint64_t marks_of(const char* bytes) {
#if defined(__AVX512BW__)
  const __m512i some = _mm512_loadu_si512(bytes);
  return _mm512_cmpeq_epi8_mask(some, _mm512_set1_epi8(',')) |
         _mm512_cmpeq_epi8_mask(some, _mm512_set1_epi8('\n')) |
         _mm512_cmpeq_epi8_mask(some, _mm512_set1_epi8('"'));
#elif defined(__AVX2__)
  std::uint64_t found = 0;
  for (int half = 0; half < 2; ++half) {
    const __m256i some = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32 * half));
    const __m256i equal =
        _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(some, _mm256_set1_epi8(',')),
                                        _mm256_cmpeq_epi8(some, _mm256_set1_epi8('\n'))),
                        _mm256_cmpeq_epi8(some, _mm256_set1_epi8('"')));
    found |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(equal))} << (32 * half);
  }
  return found;
#else
  std::uint64_t found = 0;
  for (std::size_t index = 0; index < 64; ++index) {
    const char byte = bytes[index];
    found |= std::uint64_t{byte == ',' || byte == '\n' || byte == '"'} << index;
  }
  return found;
#endif
}

/// The place of `text` among `names`, or -1: compared one by one, by length first.
inline int place_of(const std::vector<std::string>& names, const char* text, std::size_t size) {
  for (std::size_t index = 0; index < names.size(); ++index) {
    const std::string& name = names[index];
    if (name.size() == size && name[0] == *text && std::memcmp(name.data(), text, size) == 0) {
      return static_cast<int>(index);
    }
  }
  return -1;
}

inline bool number_of(const char* text, std::size_t size, std::int32_t& number) {
  const bool negative = size > 0 && *text == '-';
  std::int64_t value = 0;
  if (size > 10) return false;
  for (std::size_t at = negative ? 1 : 0; at < size; ++at) {
    if (text[at] < '0' || text[at] > '9') return false;
    value = value * 10 + (text[at] - '0');
  }
  number = static_cast<std::int32_t>(negative ? -value : value);
  return true;
}

inline bool day_of(const char* text, std::size_t size, std::int32_t& day) {
  static constexpr std::int32_t never = 2932896;
  if (size == 5 && std::memcmp(text, "never", 5) == 0) {
    day = never;
    return true;
  }
  std::int32_t year = 0;
  std::int32_t month = 0;
  std::int32_t date = 0;
  if (size != 10 || text[4] != '-' || text[7] != '-' || !number_of(text, 4, year) ||
      !number_of(text + 5, 2, month) || !number_of(text + 8, 2, date)) {
    return false;
  }
  static constexpr std::int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (month < 1 || month > 12 || date < 1) return false;
  if (date > days[month - 1] + (month == 2 && leap ? 1 : 0)) return false;
  const std::int32_t of = month <= 2 ? year - 1 : year;
  const std::int32_t era = of / 400;
  const std::int32_t within = of - era * 400;
  const std::int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + date - 1;
  day = era * 146097 + within * 365 + within / 4 - within / 100 + day_of_year - 719468;
  return true;
}

inline bool take(ScannedColumn& column, std::size_t row, const char* text, std::size_t size) {
  if (size == 0) return true;
  const std::size_t word = row / 64;
  const std::uint64_t bit = std::uint64_t{1} << (row % 64);
  switch (column.kind) {
    case CellKind::Ignored: return true;
    case CellKind::Truth: {
      std::uint32_t four = 0;
      std::memcpy(&four, text, 4);
      const bool yes = size == 3 && (four & 0xffffffU) == 0x736579U;
      const bool no = size == 2 && (four & 0xffffU) == 0x6f6eU;
      if (column.stored) {
        column.known[word] |= yes ? bit : 0;
        column.no[word] |= no ? bit : 0;
      }
      return yes || no;
    }
    case CellKind::Member: {
      const int place = place_of(column.names, text, size);
      if (place < 0) return false;
      if (!column.stored) return true;
      column.known[word] |= bit;
      column.codes[row] = static_cast<std::uint8_t>(place);
      return true;
    }
    case CellKind::Set: {
      if (column.stored) column.known[word] |= bit;
      if (size == 4 && std::memcmp(text, "none", 4) == 0) return true;
      std::uint64_t seen = 0;
      for (const char* const end = text + size;;) {
        const void* const bar = std::memchr(text, '|', static_cast<std::size_t>(end - text));
        const char* const stop = bar == nullptr ? end : static_cast<const char*>(bar);
        const int place = place_of(column.names, text, static_cast<std::size_t>(stop - text));
        if (place < 0 || (seen >> place & 1) != 0) return false;
        seen |= std::uint64_t{1} << place;
        if (stop == end) break;
        text = stop + 1;
      }
      for (; column.stored && seen != 0; seen &= seen - 1) {
        column.members[static_cast<std::size_t>(std::countr_zero(seen))][word] |= bit;
      }
      return true;
    }
    case CellKind::Number:
    case CellKind::Day: {
      std::int32_t number = 0;
      const bool good =
          column.kind == CellKind::Day ? day_of(text, size, number) : number_of(text, size, number);
      if (!good) return false;
      if (!column.stored) return true;
      column.known[word] |= bit;
      column.numbers[row] = number;
      return true;
    }
  }
  return false;
}

}  // namespace

std::int64_t scan_table(const char* path, std::size_t rows, std::vector<ScannedColumn>& columns) {
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status{};
  if (file < 0 || fstat(file, &status) != 0) return -1;
  const auto size = static_cast<std::size_t>(status.st_size);
  static std::vector<char> bytes;  // kept, so that its pages are there
  bytes.resize(size + slack);
  for (std::size_t got = 0; got < size;) {
    const ssize_t more = read(file, bytes.data() + got, size - got);
    if (more <= 0) return -1;
    got += static_cast<std::size_t>(more);
  }
  close(file);
  std::memset(bytes.data() + size, 0, slack);
  std::size_t row = 0;
  std::size_t column = 0;
  bool header = true;
  bool quoted = false;  // inside quotation marks
  const char* const begin = bytes.data();
  const char* cell = begin;
  for (std::size_t place = 0; place < size; place += 64) {
    for (std::uint64_t marks = marks_of(begin + place); marks != 0; marks &= marks - 1) {
      const char* const mark = begin + place + std::countr_zero(marks);
      if (*mark == '"') {
        quoted = !quoted;
        continue;
      }
      if (quoted) continue;
      const char* first = cell;
      const char* last = mark;
      if (first != last && *mark == '\n' && last[-1] == '\r') --last;
      std::string unescaped;
      if (first != last && *first == '"') {
        ++first;
        --last;
        if (std::memchr(first, '"', static_cast<std::size_t>(last - first)) != nullptr) {
          for (const char* at = first; at < last; ++at) {
            unescaped += *at;
            if (*at == '"') ++at;
          }
          unescaped.append(4, '\0');
          first = unescaped.data();
          last = first + unescaped.size() - 4;
        }
      }
      cell = mark + 1;
      if (column == columns.size() || row == rows) return -1;
      if (!header && !take(columns[column], row, first, static_cast<std::size_t>(last - first))) {
        return -1;
      }
      ++column;
      if (*mark != '\n') continue;
      if (column != columns.size()) return -1;
      if (!header) ++row;
      header = false;
      column = 0;
    }
  }
  return static_cast<std::int64_t>(row);
}

}  // namespace nansen::benchmarks::NANSEN_OPPONENT
