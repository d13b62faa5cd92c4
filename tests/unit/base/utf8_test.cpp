// UTF-8: reading it character by character, refusing what is not UTF-8, and how wide it is shown.
#include "compiler/base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace nansen {
namespace {

TEST(Utf8, ReadsCharactersOfOneToFourBytes) {
  const std::string text = "aé€😀";
  EXPECT_EQ(utf8_at(text, 0).code_point, U'a');
  EXPECT_EQ(utf8_at(text, 1).code_point, U'é');
  EXPECT_EQ(utf8_at(text, 3).code_point, U'€');
  EXPECT_EQ(utf8_at(text, 6).code_point, U'😀');
  EXPECT_EQ(utf8_at(text, 6).length, 4u);
  EXPECT_EQ(utf8_length(text), 4u);
  EXPECT_FALSE(first_invalid_utf8(text).has_value());
}

struct InvalidText {
  const char* why;
  std::string text;
  std::size_t offset;
};

class InvalidUtf8Text : public testing::TestWithParam<InvalidText> {};

TEST_P(InvalidUtf8Text, IsFoundWhereItBegins) {
  EXPECT_EQ(first_invalid_utf8(GetParam().text), GetParam().offset) << GetParam().why;
}

TEST_P(InvalidUtf8Text, ReadsAsTheReplacementCharacterByteByByte) {
  const Utf8Character character = utf8_at(GetParam().text, GetParam().offset);
  EXPECT_EQ(character.code_point, char32_t{0xFFFD});
  EXPECT_EQ(character.length, 1u);
  EXPECT_FALSE(character.valid);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, InvalidUtf8Text,
    testing::Values(InvalidText{"a continuation byte alone", "ab\x80", 2},
                    InvalidText{"a character cut off at the end", "a\xE2\x82", 1},
                    InvalidText{"a character cut off by another", "\xC3(", 0},
                    InvalidText{"two bytes for an ASCII character", "\xC0\xAF", 0},
                    InvalidText{"an overlong form of three bytes", "\xE0\x80\xAF", 0},
                    InvalidText{"an overlong form of four bytes", "\xF0\x80\x80\xAF", 0},
                    InvalidText{"a surrogate", "x\xED\xA0\x80", 1},
                    InvalidText{"beyond the last code point", "\xF4\x90\x80\x80", 0},
                    InvalidText{"a byte that begins nothing", "\xFF", 0}));

TEST(DisplayWidth, CountsTheColumnsOfATerminal) {
  EXPECT_EQ(display_width("refugee"), 7u);
  EXPECT_EQ(display_width("réfugié"), 7u);
  EXPECT_EQ(display_width("re\u0301fugie\u0301"), 7u) << "an accent of its own takes no column";
  EXPECT_EQ(display_width("難民"), 4u);
  EXPECT_EQ(display_width("😀"), 2u);
  EXPECT_EQ(display_width("беженец"), 7u);
  EXPECT_EQ(display_width("لاجئ"), 4u);
}

TEST(Printable, ReplacesWhatCouldDisturbATerminal) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\uFFFD[31mb");
  EXPECT_EQ(printable("a\tb\nc"), "a b\nc");
  EXPECT_EQ(printable("a\u202Eb"), "a\uFFFDb") << "text that is shown backwards misleads";
  EXPECT_EQ(printable("a\xFF"), "a\uFFFD");
  EXPECT_EQ(printable("réfugié 難民"), "réfugié 難民");
}

}  // namespace
}  // namespace nansen
