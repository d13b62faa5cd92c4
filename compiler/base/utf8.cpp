#include "compiler/base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace nansen {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::string_view replacement_bytes = "\xEF\xBF\xBD";

struct Range {
  char32_t first;
  char32_t last;
};

// Marks that stand on the character before them, and characters without a width of their own.
constexpr std::array zero_width = std::to_array<Range>(
    {{0x0300, 0x036F},  {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
     {0x05C4, 0x05C5},  {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670},
     {0x06D6, 0x06DC},  {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x0711, 0x0711},
     {0x0730, 0x074A},  {0x07A6, 0x07B0}, {0x0900, 0x0902}, {0x093A, 0x093A}, {0x093C, 0x093C},
     {0x0941, 0x0948},  {0x094D, 0x094D}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
     {0x1AB0, 0x1AFF},  {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x2060, 0x2064}, {0x20D0, 0x20FF},
     {0x302A, 0x302D},  {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
     {0xE0100, 0xE01EF}});

// East Asian wide and fullwidth blocks, and the emoji.
constexpr std::array double_width = std::to_array<Range>({{0x1100, 0x115F},
                                                          {0x2E80, 0x303E},
                                                          {0x3041, 0x33FF},
                                                          {0x3400, 0x4DBF},
                                                          {0x4E00, 0x9FFF},
                                                          {0xA000, 0xA4CF},
                                                          {0xA960, 0xA97F},
                                                          {0xAC00, 0xD7A3},
                                                          {0xF900, 0xFAFF},
                                                          {0xFE30, 0xFE6F},
                                                          {0xFF00, 0xFF60},
                                                          {0xFFE0, 0xFFE6},
                                                          {0x1F300, 0x1F64F},
                                                          {0x1F680, 0x1F6FF},
                                                          {0x1F900, 0x1FAFF},
                                                          {0x20000, 0x3FFFD}});

template <std::size_t count>
bool within(const std::array<Range, count>& ranges, char32_t code_point) {
  const auto range = std::ranges::lower_bound(ranges, code_point, {}, &Range::last);
  return range != ranges.end() && range->first <= code_point;
}

}  // namespace

Utf8Character utf8_at(std::string_view text, std::size_t offset) {
  constexpr Utf8Character invalid{replacement, 1, false};
  const auto byte = [&](std::size_t place) { return static_cast<std::uint8_t>(text[place]); };
  const std::uint8_t lead = byte(offset);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t length = 0;
  char32_t code_point = 0;
  char32_t least = 0;  // a smaller code point in this many bytes is an overlong form
  if (lead >= 0xC2 && lead < 0xE0) {
    length = 2, code_point = lead & 0x1Fu, least = 0x80;
  } else if (lead >= 0xE0 && lead < 0xF0) {
    length = 3, code_point = lead & 0x0Fu, least = 0x800;
  } else if (lead >= 0xF0 && lead < 0xF5) {
    length = 4, code_point = lead & 0x07u, least = 0x10000;
  } else {
    return invalid;
  }
  if (text.size() - offset < length) return invalid;
  for (std::size_t place = offset + 1; place < offset + length; ++place) {
    if ((byte(place) & 0xC0u) != 0x80u) return invalid;
    code_point = (code_point << 6u) | (byte(place) & 0x3Fu);
  }
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < least || code_point > 0x10FFFF || surrogate) return invalid;
  return {code_point, length, true};
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const Utf8Character character = utf8_at(text, offset);
    if (!character.valid) return offset;
    offset += character.length;
  }
  return std::nullopt;
}

std::size_t utf8_length(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t offset = 0; offset < text.size(); offset += utf8_at(text, offset).length) {
    ++count;
  }
  return count;
}

bool is_printable(char32_t code_point) {
  const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
  const bool turns_direction = (code_point >= 0x202A && code_point <= 0x202E) ||
                               (code_point >= 0x2066 && code_point <= 0x2069) ||
                               code_point == 0x200E || code_point == 0x200F || code_point == 0x061C;
  const bool breaks_line = code_point == 0x2028 || code_point == 0x2029;
  return !control && !turns_direction && !breaks_line;
}

std::size_t display_width(char32_t code_point) {
  if (code_point < 0x0300 || !is_printable(code_point)) return 1;
  if (within(zero_width, code_point)) return 0;
  return within(double_width, code_point) ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const Utf8Character character = utf8_at(text, offset);
    width += display_width(character.code_point);
    offset += character.length;
  }
  return width;
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    const Utf8Character character = utf8_at(text, offset);
    if (character.code_point == U'\n') {
      result += '\n';
    } else if (character.code_point == U'\t') {
      result += ' ';
    } else if (character.valid && is_printable(character.code_point)) {
      result += text.substr(offset, character.length);
    } else {
      result += replacement_bytes;
    }
    offset += character.length;
  }
  return result;
}

}  // namespace nansen
