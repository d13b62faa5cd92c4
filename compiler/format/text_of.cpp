// Texts of trees that were put together, and the comments that go with them.
//
// The tree is laid out without comments and read again. Then each part of it has two places: where
// it was written, and where it stands now. A comment is put beside the part that it stood beside,
// and the text is laid out with its comments.
#include "compiler/format/text_of.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "compiler/ast/print.h"
#include "compiler/base/bug.h"
#include "compiler/format/anchors.h"
#include "compiler/format/format.h"
#include "compiler/format/layout.h"
#include "compiler/format/page.h"
#include "compiler/syntax/parse.h"

namespace nansen::format {

namespace {

template <typename Node>
std::string laid_out(const Node& node) {
  Page page;
  Layout(page).one(node);
  return std::move(page).text();
}

/// A comment, and where in the text it goes.
struct Placed {
  std::uint32_t offset = 0;
  const ast::Comment* comment = nullptr;
};

class Comments {
 public:
  /// `now` is `before` as it stands in the new text.
  Comments(const std::vector<Anchor>& before, const std::vector<Anchor>& now) {
    if (before.size() != now.size()) bug("a text made up says something else than its tree");
    for (std::size_t i = 0; i < before.size(); ++i) now_.emplace(key(before[i]), now[i].span);
  }

  void place(const ast::File& file) {
    parts_ = anchors_of(file);
    for (const ast::Comment& comment : file.comments) {
      if (const auto offset = place_of(comment)) placed.push_back({*offset, &comment});
    }
  }

  std::vector<Placed> placed;

 private:
  using Key = std::tuple<AnchorKind, std::int32_t, std::uint32_t, std::uint32_t>;
  static Key key(const Anchor& anchor) {
    return {anchor.kind, anchor.span.file.index, anchor.span.begin, anchor.span.end};
  }
  std::optional<Span> now(const Anchor& anchor) const {
    const auto found = now_.find(key(anchor));
    return found == now_.end() ? std::nullopt : std::optional(found->second);
  }

  /// Where the part that follows `comment` within `around` stands now; the widest that is there.
  std::optional<Span> next(const ast::Comment& comment, Span around) const {
    std::uint32_t begin = around.end;
    for (const Anchor& part : parts_) {
      if (part.span.begin >= comment.span.end) begin = std::min(begin, part.span.begin);
    }
    for (const Anchor& part : parts_) {  // the outer before the inner
      if (part.span.begin != begin || begin >= around.end) continue;
      if (const auto found = now(part)) return found;
    }
    return std::nullopt;
  }

  /// The same of the part in front of it.
  std::optional<Span> previous(const ast::Comment& comment, Span around) const {
    std::uint32_t end = around.begin;
    for (const Anchor& part : parts_) {
      if (part.span.end <= comment.span.begin) end = std::max(end, part.span.end);
    }
    for (const Anchor& part : parts_) {
      if (part.span.end != end || end <= around.begin) continue;
      if (const auto found = now(part)) return found;
    }
    return std::nullopt;
  }

  std::optional<std::uint32_t> place_of(const ast::Comment& comment) const {
    std::optional<Anchor> around;
    bool is_alone = true;
    for (const Anchor& part : parts_) {
      const bool encloses =
          part.span.begin < comment.span.begin && part.span.end > comment.span.end;
      if (encloses) around = part;
    }
    constexpr std::uint32_t everywhere = 0xFFFF'FFFF;
    const Span inside = around ? around->span : Span{comment.span.file, 0, everywhere};
    for (const Anchor& part : parts_) {
      if (around && part.span != inside && stood_inside(part.span, inside)) is_alone = false;
    }
    const auto behind = next(comment, inside);
    const auto before = previous(comment, inside);
    if (!comment.own_line && before) return before->end;
    if (!comment.own_line && previous_is_there(comment, inside)) return std::nullopt;
    if (behind) return behind->begin;
    if (before && around) return before->end;
    const auto whole = around ? now(*around) : std::nullopt;
    if (whole && is_alone) return whole->end - 1;
    return std::nullopt;
  }

  /// True iff something was written in front of `comment` within `around`.
  bool previous_is_there(const ast::Comment& comment, Span around) const {
    return std::any_of(parts_.begin(), parts_.end(), [&](const Anchor& part) {
      return part.span.end <= comment.span.begin && part.span.end > around.begin &&
             part.span.begin >= around.begin;
    });
  }

  std::map<Key, Span> now_;
  std::vector<Anchor> parts_;
};

/// `text` with each comment at its place, on a line of its own where it had one.
std::string with_comments(const std::string& text, std::vector<Placed> placed) {
  std::stable_sort(placed.begin(), placed.end(), [](const Placed& left, const Placed& right) {
    return left.offset < right.offset;
  });
  std::string result;
  std::size_t passed = 0;
  for (const auto& [offset, comment] : placed) {
    result.append(text, passed, offset - passed);
    passed = offset;
    const std::size_t line = result.find_last_not_of(' ');
    const bool begins_line = line == std::string::npos || result[line] == '\n';
    if (!begins_line) result += comment->own_line ? '\n' : ' ';
    result += "# " + comment->text;
    if (offset >= text.size() || text[offset] != '\n') result += '\n';
  }
  return result.append(text, passed);
}

}  // namespace

std::string text_of(const ast::ProvisionItem& item) { return laid_out(item); }

std::string text_of(const ast::Instrument& instrument) { return laid_out(ast::Item(instrument)); }

std::string text_of(const ast::Item& item) { return laid_out(item); }

std::string consolidated_text(const ast::Instrument& instrument,
                              const std::vector<ast::File>& written) {
  const std::string bare = text_of(instrument) + '\n';
  SourceFiles files;
  Emitter emitter;
  const ast::File again = syntax::parse(files, files.add("consolidated", bare), emitter);
  ast::File meant;
  meant.items.emplace_back(instrument);
  if (emitter.has_errors() || ast::print(again) != ast::print(meant)) {
    bug("a text made up says something else than its tree");
  }
  Comments comments(anchors_of(instrument),
                    anchors_of(std::get<ast::Instrument>(again.items.front())));
  for (const ast::File& file : written) comments.place(file);
  const FileId noted = files.add("consolidated", with_comments(bare, std::move(comments.placed)));
  const std::optional<std::string> text = format(files, noted, emitter);
  if (!text) bug("a comment changed what a text says");
  return *text;
}

}  // namespace nansen::format
