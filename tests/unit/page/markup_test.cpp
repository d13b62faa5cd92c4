// Words stay words.
#include "compiler/page/markup.h"

#include <gtest/gtest.h>

#include <regex>

namespace nansen::page {
namespace {

TEST(Markup, EscapesWhatHtmlReads) {
  EXPECT_EQ(text("<script>a && \"b\" 'c'</script>").html(),
            "&lt;script&gt;a &amp;&amp; &quot;b&quot; 'c'&lt;/script&gt;");
}

TEST(Markup, HasNoCharactersThatCannotBeShownOrMisleadAReader) {
  EXPECT_EQ(text(std::string_view("a\0b\x1b[1mc\n", 9)).html(), "a\uFFFDb\uFFFD[1mc\n");
  EXPECT_EQ(text("yes\u202Eon\xff").html(), "yes\uFFFDon\uFFFD");
}

TEST(Markup, EscapesAnchorsAndClasses) {
  EXPECT_EQ(link("a\"b", text("<c>")).html(), "<a href=\"#a&quot;b\">&lt;c&gt;</a>");
  EXPECT_EQ(anchored("\"", text("")).html(), "<span id=\"&quot;\"></span>");
  EXPECT_EQ(element("p", text("x"), "a\"b").html(), "<p class=\"a&quot;b\">x</p>");
}

TEST(Markup, MarksWhatWasOmittedAndInserted) {
  EXPECT_EQ(marked("", "<new>").html(), "<ins>&lt;new&gt;</ins>");
  EXPECT_EQ(marked("<old>", "").html(), "<del>&lt;old&gt;</del>");
  EXPECT_EQ(marked("the same", "the same").html(), "the same");
  const std::string both = marked("lasts <1> year", "lasts <2> years").html();
  const auto without = [](const std::string& html, const char* tag, const char* other) {
    const std::string left =
        std::regex_replace(html, std::regex("<" + std::string(tag) + ">[^<]*</" + tag + ">"), "");
    return std::regex_replace(left, std::regex("</?" + std::string(other) + ">"), "");
  };
  EXPECT_EQ(without(both, "ins", "del"), "lasts &lt;1&gt; year");
  EXPECT_EQ(without(both, "del", "ins"), "lasts &lt;2&gt; years");
  EXPECT_TRUE(both.starts_with("lasts ")) << both;
}

Table of_states(std::size_t rows) {
  Table made;
  made.caption = "Shares <of all>";
  made.columns = {{"State"}, {"share", true}};
  for (std::size_t at = 0; at < rows; ++at) {
    made.rows.push_back({text("State " + std::to_string(at)), text("1%")});
  }
  return made;
}

std::size_t times(const std::string& words, const std::string& in) {
  std::size_t count = 0;
  for (std::size_t at = in.find(words); at != std::string::npos; at = in.find(words, at + 1)) {
    ++count;
  }
  return count;
}

TEST(Markup, TablesHaveCaptionsAndHeaders) {
  const std::string html = table(of_states(2)).html();
  EXPECT_NE(html.find("<caption>Shares &lt;of all&gt;</caption>"), std::string::npos) << html;
  EXPECT_EQ(times("<th scope=\"col\"", html), 2u);
  EXPECT_EQ(times("<th scope=\"row\">", html), 2u);
  EXPECT_EQ(times("<td class=\"number\">1%</td>", html), 2u);
}

TEST(Markup, FoldsTheRestOfALongTableAndSaysSo) {
  EXPECT_EQ(times("<details", table_with_rest(of_states(3), 3, "States").html()), 0u);
  const std::string html = table_with_rest(of_states(1500), 3, "States").html();
  EXPECT_NE(html.find("The first 3 of 1,500 States are shown"), std::string::npos);
  EXPECT_NE(html.find("<summary>The other 1,497 States</summary>"), std::string::npos);
  EXPECT_EQ(times("<th scope=\"row\">", html), 1500u);
}

TEST(Markup, ShowsReportsWithMarksThatAreReadAloud) {
  report::Report given;
  report::Tree tree;
  tree.root.truth = Truth::No;
  tree.root.text = "<refugee>";
  tree.root.details = {"art. 1 & 2"};
  tree.root.children.push_back({Truth::Yes, "fear", {}, {}, {}});
  given.parts.push_back(tree);
  given.parts.push_back(report::Lines{"notes", "Notes", std::nullopt, {"a < b"}});
  report::Sheet sheet;
  sheet.title = "Facts";
  sheet.columns = {{"fact"}, {"value", report::Align::Right}};
  sheet.rows = {{std::string("<f>"), std::int64_t{7}}};
  given.parts.push_back(sheet);
  given.parts.push_back(
      report::Beside{"both", "Both", {"before", tree.root}, {"after", tree.root}});
  const std::string html = shown(given).html();
  for (const char* words : {"<span class=\"aloud\">no: </span>", "&lt;refugee&gt;",
                            "art. 1 &amp; 2", "a &lt; b", "<span class=\"aloud\">yes: </span>",
                            "&lt;f&gt;", "<td class=\"number\">7</td>", "before", "after"}) {
    EXPECT_NE(html.find(words), std::string::npos) << words << "\n" << html;
  }
  EXPECT_EQ(times("<ul", html), times("</ul>", html));
}

}  // namespace
}  // namespace nansen::page
