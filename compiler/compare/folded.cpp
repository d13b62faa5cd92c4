#include "compiler/compare/folded.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nansen::compare {
namespace {

using report::Node;

// As many heads that say the same are named in one line.
constexpr std::size_t heads_in_a_line = 4;

// What a reason says, without the facts it was answered by.
std::string head_of(const std::string& text) { return text.substr(0, text.find(": ")); }

// `(conflict)` of `(conflict) any of these`; empty where no label stands in front.
std::string label_of(const std::string& text) {
  if (!text.starts_with('(')) return {};
  const std::size_t end = text.find(')');
  return end == std::string::npos ? std::string() : text.substr(0, end + 1);
}

bool is_part(const Node& reason, std::string_view name) {
  if (reason.fields.empty() || reason.fields.front().first != "part") return false;
  const auto* part = std::get_if<std::string>(&reason.fields.front().second);
  return part != nullptr && *part == name;
}

bool same(const Node& left, const Node& right) {
  return left.truth == right.truth && left.text == right.text &&
         std::equal(left.children.begin(), left.children.end(), right.children.begin(),
                    right.children.end(), same);
}

// Reasons without what the answer does not turn on, and in short where the other text's answer
// says nothing else of them.
class Folder {
 public:
  explicit Folder(const Node& other) { add(other); }

  Node folded(const Node& whole) const {
    Node decisive = whole;
    decisive.children.clear();
    std::map<std::optional<Truth>, std::vector<std::string>> labels;  // of heads alike
    for (const Node& child : whole.children) {
      if (is_alike(child)) labels[child.truth].push_back(label_of(child.text));
    }
    for (const Node& child : whole.children) {
      if (is_part(child, "not decisive")) continue;
      std::vector<std::string>& many = labels[child.truth];
      if (!is_alike(child) || (!many.empty() && many.size() < heads_in_a_line)) {
        decisive.children.push_back(shortened(child));
      } else if (!many.empty()) {
        // The first of them stands for all.
        decisive.children.push_back({child.truth, joined(many), {}, {}, {}});
        many.clear();
      }
    }
    return decisive;
  }

 private:
  static std::string joined(const std::vector<std::string>& labels) {
    std::string text;
    for (const std::string& label : labels) text += (text.empty() ? "" : ", ") + label;
    return text;
  }

  void add(const Node& reason) {
    by_words_[head_of(reason.text)].push_back(&reason);
    for (const Node& child : reason.children) add(child);
  }

  const std::vector<const Node*>& in_other(const Node& reason) const {
    static const std::vector<const Node*> none;
    const auto found = by_words_.find(head_of(reason.text));
    return found == by_words_.end() ? none : found->second;
  }

  // True iff the other text answers the same otherwise.
  bool differs(const Node& reason) const {
    const auto& others = in_other(reason);
    return std::any_of(others.begin(), others.end(),
                       [&](const Node* other) { return other->truth != reason.truth; });
  }
  // True iff the other text has it with all reasons for it.
  bool is_in_both(const Node& reason) const {
    const auto& others = in_other(reason);
    return std::any_of(others.begin(), others.end(),
                       [&](const Node* other) { return same(*other, reason); });
  }

  // A head that can be one of many in a line.
  bool is_alike(const Node& reason) const {
    return is_part(reason, "head") && !label_of(reason.text).empty() && !differs(reason);
  }

  Node shortened(const Node& reason) const {
    Node line = reason;
    line.children.clear();
    if (is_part(reason, "no exception applies")) {
      line.text = "no exception applies";
      return line;
    }
    const bool idle = reason.text.starts_with("further way in") && reason.truth == Truth::No;
    if (idle && !differs(reason)) return line;
    if (!reason.children.empty() && is_in_both(reason)) {
      line.text += " (the same in both)";
      return line;
    }
    return folded(reason);
  }

  std::map<std::string, std::vector<const Node*>> by_words_;  // the other reasons
};

}  // namespace

report::Node folded(const report::Node& reasons, const report::Node& other) {
  return Folder(other).folded(reasons);
}

}  // namespace nansen::compare
