// Whether the bytes of a file are text at all.
#include "compiler/syntax/characters.h"

#include <algorithm>

#include "compiler/base/utf8.h"

namespace nansen::syntax {

namespace {

bool is_control(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return (byte < 0x20 && character != '\t' && character != '\n' && character != '\r') ||
         byte == 0x7F;
}

Span byte_at(FileId file, std::size_t offset) {
  const auto begin = static_cast<std::uint32_t>(offset);
  return Span{file, begin, begin + 1};
}

}  // namespace

bool check_characters(const SourceFiles& files, FileId file, std::size_t limit, Emitter& emitter) {
  const SourceBuffer& source = files[file];
  const std::string& text = source.text;
  if (text.size() > limit) {
    emitter.emit(Code::FileTooLarge, FileLocation{source.path}, text.size(), limit);
    return false;
  }
  if (const auto offset = first_invalid_utf8(text)) {
    emitter.emit(Code::InvalidUtf8, byte_at(file, *offset),
                 static_cast<unsigned>(static_cast<unsigned char>(text[*offset])));
    return false;
  }
  const auto control = std::find_if(text.begin(), text.end(), is_control);
  if (control != text.end()) {
    emitter.emit(Code::ControlCharacter,
                 byte_at(file, static_cast<std::size_t>(control - text.begin())),
                 static_cast<unsigned>(static_cast<unsigned char>(*control)));
    return false;
  }
  return true;
}

}  // namespace nansen::syntax
