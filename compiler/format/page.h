// The page that the formatter writes: lines, indents, and the comments of the file at their places.
// For files of this folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/ast.h"

namespace nansen::format {

constexpr std::size_t line_width = 100;
constexpr std::size_t step = 2;  // columns a level

/// Text is written in the order of the file. Before something that stood at an offset of the file
/// is written, `space` or `line` is called with that offset, and writes the comments that stood
/// before it: a comment behind text ends its line, a comment of its own line gets one.
class Page {
 public:
  Page(std::string_view source, const std::vector<ast::Comment>& comments)
      : source_(source), comments_(&comments) {}
  /// For a tree that stands in no one file: without comments, and offsets mean nothing.
  Page() : is_made_up_(true) {}

  void write(std::string_view text);

  /// One space before what stood at `offset`; a new line at `indent` where comments stand between.
  void space(std::uint32_t offset, std::size_t indent);
  /// A new line at `indent` for what stood at `offset`.
  void line(std::uint32_t offset, std::size_t indent);
  /// The same, with a blank line before it where the file has one or more.
  void item(std::uint32_t offset, std::size_t indent);
  /// `}` or another closing bracket that stood just before `end`, on a line of its own at `indent`.
  void close(std::string_view bracket, std::uint32_t end, std::size_t indent);
  /// The comments at the end of the file.
  void finish();

  /// Says that what was written last ended at `offset` of the file.
  void mark(std::uint32_t offset) { last_end_ = offset; }

  /// True iff `text` fits on the current line with `after` columns to follow.
  bool fits(std::string_view text, std::size_t after = 0) const;
  /// True iff a comment that is not yet written stands inside `span`.
  bool has_comment(Span span) const;

  /// True iff a comment that is not yet written stands before `offset`.
  bool has_pending(std::uint32_t offset) const;
  /// Where the next `{` behind `offset` stands in the file.
  std::uint32_t brace_after(std::uint32_t offset) const { return sign_after(offset, '{'); }
  /// Where the next word behind `offset` stands in the file.
  std::uint32_t word_after(std::uint32_t offset) const;
  /// Where the next `sign` behind `offset` stands in the file, outside comments.
  std::uint32_t sign_after(std::uint32_t offset, char sign) const;

  std::size_t column() const { return column_; }
  /// Where what is written next begins.
  std::size_t position() const { return text_.size(); }
  /// True iff what was written from `begin` on takes more than one line.
  bool has_several_lines(std::size_t begin) const {
    return text_.find('\n', begin) != std::string::npos;
  }
  /// Of a text made up: a blank line in front of the line that `begin` stands on.
  void set_apart(std::size_t begin);
  std::string text() && { return std::move(text_); }

 private:
  void comments_before(std::uint32_t offset, std::size_t indent);
  void strip();
  void new_line(std::size_t indent);
  bool begins_block() const;
  bool has_blank_line_before(std::uint32_t offset) const;

  std::string_view source_;
  const std::vector<ast::Comment>* comments_ = nullptr;
  bool is_made_up_ = false;  // and then there are no comments
  std::size_t next_comment_ = 0;
  std::uint32_t last_end_ = 0;
  std::string text_;
  std::size_t column_ = 0;
};

}  // namespace nansen::format
