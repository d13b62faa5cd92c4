#include "compiler/compare/folded.h"

#include <map>
#include <set>
#include <string>
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

const std::string* part_of(const Node& reason) {
  if (reason.fields.empty() || reason.fields.front().first != "part") return nullptr;
  return std::get_if<std::string>(&reason.fields.front().second);
}

// Reasons without what the answer does not turn on, and in short where the other text's answer
// says nothing else of them.
class Folder {
 public:
  explicit Folder(const Node& other) { add(other); }

  Node folded(const Node& whole) const {
    Node decisive = whole;
    decisive.children.clear();
    std::vector<const Node*> alike;  // as many heads as say the same
    for (const Node& child : whole.children) {
      const std::string* part = part_of(child);
      if (part != nullptr && *part == "not decisive") continue;
      if (part != nullptr && *part == "head" && !differs(child) && !label_of(child.text).empty()) {
        alike.push_back(&child);
        continue;
      }
      decisive.children.push_back(shortened(child, part));
    }
    add_alike(alike, decisive);
    return decisive;
  }

 private:
  void add(const Node& reason) {
    if (reason.truth) truths_[head_of(reason.text)].insert(*reason.truth);
    for (const Node& child : reason.children) add(child);
  }

  // True iff the other text answers the same otherwise.
  bool differs(const Node& reason) const {
    const auto found = truths_.find(head_of(reason.text));
    if (found == truths_.end() || !reason.truth) return false;
    return found->second.size() > 1 || !found->second.contains(*reason.truth);
  }

  Node shortened(const Node& reason, const std::string* part) const {
    if (part != nullptr && *part == "no exception applies") {
      Node line = reason;
      line.text = *part;
      return line;
    }
    const bool idle = part != nullptr && *part == "way in" && reason.truth == Truth::No;
    if (!idle || differs(reason)) return folded(reason);
    Node line = reason;
    line.children.clear();
    return line;
  }

  // Heads of one truth in one line where they are many, else each.
  void add_alike(const std::vector<const Node*>& heads, Node& group) const {
    std::map<std::optional<Truth>, std::vector<const Node*>> by_truth;
    for (const Node* head : heads) by_truth[head->truth].push_back(head);
    for (const auto& [truth, same] : by_truth) {
      if (same.size() < heads_in_a_line) {
        for (const Node* head : same) group.children.push_back(folded(*head));
        continue;
      }
      std::string labels;
      for (const Node* head : same) labels += (labels.empty() ? "" : ", ") + label_of(head->text);
      group.children.push_back({truth, std::move(labels), {}, {}, {}});
    }
  }

  std::map<std::string, std::set<Truth>> truths_;  // of the other reasons, by what they say
};

}  // namespace

report::Node folded(const report::Node& reasons, const report::Node& other) {
  return Folder(other).folded(reasons);
}

}  // namespace nansen::compare
