// Lines, indents and comments.
#include "compiler/format/page.h"

#include <algorithm>

#include "compiler/base/utf8.h"

namespace nansen::format {

void Page::write(std::string_view text) {
  text_ += text;
  const std::size_t line_end = text.rfind('\n');
  if (line_end == std::string_view::npos) {
    column_ += utf8_length(text);
  } else {
    column_ = utf8_length(text.substr(line_end + 1));
  }
}

void Page::space(std::uint32_t offset, std::size_t indent) {
  if (has_pending(offset)) {
    line(offset, indent);
  } else {
    write(" ");
  }
}

void Page::line(std::uint32_t offset, std::size_t indent) {
  comments_before(offset, indent);
  new_line(indent);
}

void Page::item(std::uint32_t offset, std::size_t indent) {
  comments_before(offset, indent);
  if (has_blank_line_before(offset) && !begins_block()) new_line(0);
  new_line(indent);
}

void Page::close(std::string_view bracket, std::uint32_t end, std::size_t indent) {
  comments_before(end, indent + step);
  new_line(indent);
  write(bracket);
  mark(end);
}

void Page::finish() {
  comments_before(static_cast<std::uint32_t>(source_.size()), 0);
  if (!text_.empty()) new_line(0);
}

bool Page::fits(std::string_view text, std::size_t after) const {
  return text.find('\n') == std::string_view::npos &&
         column_ + utf8_length(text) + after <= line_width;
}

bool Page::has_comment(Span span) const {
  const auto inside = [span](const ast::Comment& comment) {
    return comment.span.begin >= span.begin && comment.span.begin < span.end;
  };
  if (is_made_up_) return false;
  const auto first = comments_->begin() + static_cast<std::ptrdiff_t>(next_comment_);
  return std::any_of(first, comments_->end(), inside);
}

bool Page::has_pending(std::uint32_t offset) const {
  return !is_made_up_ && next_comment_ < comments_->size() &&
         (*comments_)[next_comment_].span.begin < offset;
}

std::uint32_t Page::sign_after(std::uint32_t offset, char sign) const {
  std::size_t next = offset;
  while (next < source_.size() && source_[next] != sign) {
    next = source_[next] == '#' ? std::min(source_.find('\n', next), source_.size()) : next + 1;
  }
  return static_cast<std::uint32_t>(next);
}

std::uint32_t Page::word_after(std::uint32_t offset) const {
  std::size_t next = offset;
  while (next < source_.size() && source_.find_first_of(" \t\r\n#", next) == next) {
    next = source_[next] == '#' ? std::min(source_.find('\n', next), source_.size()) : next + 1;
  }
  return static_cast<std::uint32_t>(next);
}

void Page::set_apart(std::size_t begin) {
  if (!is_made_up_) return;
  const std::size_t line_end = text_.rfind('\n', begin);
  if (line_end != std::string::npos) text_.insert(line_end, 1, '\n');
}

void Page::comments_before(std::uint32_t offset, std::size_t indent) {
  bool behind_comment = false;
  for (; has_pending(offset); ++next_comment_) {
    const ast::Comment& comment = (*comments_)[next_comment_];
    if (comment.own_line || behind_comment) {
      if (has_blank_line_before(comment.span.begin) && !begins_block()) new_line(0);
      new_line(indent);
    } else {
      strip();
      write(" ");
    }
    write(comment.text.empty() ? "#" : "# " + comment.text);
    mark(comment.span.end);
    behind_comment = true;
  }
}

void Page::strip() {
  while (text_.ends_with(' ')) {
    text_.pop_back();
    --column_;
  }
}

void Page::new_line(std::size_t indent) {
  strip();
  if (!text_.empty()) text_ += '\n';
  text_.append(indent, ' ');
  column_ = indent;
}

bool Page::begins_block() const { return text_.ends_with('{') || text_.ends_with('['); }

bool Page::has_blank_line_before(std::uint32_t offset) const {
  if (is_made_up_ || last_end_ >= offset || text_.empty()) return false;
  const std::string_view between = source_.substr(last_end_, offset - last_end_);
  const std::size_t last = between.find_last_not_of(" \t\r\n");
  const std::string_view gap = last == std::string_view::npos ? between : between.substr(last + 1);
  return std::count(gap.begin(), gap.end(), '\n') > 1;
}

}  // namespace nansen::format
