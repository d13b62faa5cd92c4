// UTF-8 text: one character at a time, how wide a terminal shows it, and what is safe to show.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nansen {

/// What stands at one place of a text: a code point and the bytes it takes. Bytes that are not
/// valid UTF-8 (wrong continuation, overlong form, surrogate, beyond U+10FFFF) read one by one as
/// U+FFFD.
struct Utf8Character {
  char32_t code_point = 0;
  std::size_t length = 1;
  bool valid = true;
};

/// The character at `offset`, which must lie inside `text`.
Utf8Character utf8_at(std::string_view text, std::size_t offset);

/// The offset of the first byte that is not valid UTF-8, or nothing when all of it is.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// The number of code points, an invalid byte counting as one.
std::size_t utf8_length(std::string_view text);

/// Columns a terminal uses for one code point: 0 for a combining mark, 2 for a wide East Asian
/// character or an emoji, 1 otherwise.
std::size_t display_width(char32_t code_point);

/// Columns a terminal uses for `text`, as `printable` would show it.
std::size_t display_width(std::string_view text);

/// `text` without what could disturb a terminal or mislead a reader: each control character, each
/// mark that turns the direction of writing and each invalid byte is shown as U+FFFD. A line feed
/// stays; a tab becomes a space.
std::string printable(std::string_view text);

/// True iff `printable` leaves the code point as it is.
bool is_printable(char32_t code_point);

}  // namespace nansen
