// HTML made of words: what goes in as text comes out escaped; used inside this room only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/consolidate/concordance.h"
#include "compiler/report/report.h"

namespace nansen::page {

/// A piece of HTML. Only the functions below make one, so that no text becomes markup.
class Markup {
 public:
  Markup() = default;

  const std::string& html() const { return html_; }
  bool empty() const { return html_.empty(); }
  Markup& operator+=(const Markup& further);

 private:
  friend Markup text(std::string_view words);
  friend Markup element(std::string_view tag, const Markup& inside, std::string_view kind);
  friend Markup link(const std::string& anchor, const Markup& inside);
  friend Markup anchored(const std::string& anchor, const Markup& inside);
  friend class TableWriter;
  std::string html_;
};

/// `words`, escaped for text and for attributes in double quotes, without characters that cannot be
/// shown or that turn the direction of writing.
Markup text(std::string_view words);

/// `<tag class="kind">inside</tag>`; without a class iff `kind` is empty.
Markup element(std::string_view tag, const Markup& inside, std::string_view kind = "");

/// A link to a place in the page.
Markup link(const std::string& anchor, const Markup& inside);

/// A place in the page that links lead to.
Markup anchored(const std::string& anchor, const Markup& inside);

/// Words with what was omitted and inserted marked as such; the one text or the other alone is
/// marked as a whole.
Markup marked(const std::string& before, const std::string& after);

/// A report as the page shows it: trees as nested lists, tables as tables, sentences as lists.
Markup shown(const report::Report& report);

/// A table. Numbers stand to the right; the first column's cells are headers of their rows.
struct Table {
  struct Column {
    std::string name;
    bool is_number = false;
  };
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<Markup>> rows;
  std::string kind = {};  // a class, for the style
};

/// The rows from `first` on, `count` of them at most.
Markup table(const Table& table, std::size_t first = 0,
             std::size_t count = static_cast<std::size_t>(-1));

/// The table; what is over `most` rows folded under it, after a plain sentence that says so.
/// `rows` names them: `States`.
Markup table_with_rest(const Table& table, std::size_t most, std::string_view rows);

/// `<details>` with a summary.
Markup folded(const Markup& summary, const Markup& inside, std::string_view kind = "");

}  // namespace nansen::page
