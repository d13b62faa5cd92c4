// Answers as Arrow arrays. Planes and integers stay where they are in the results, which the arrays
// keep alive; what has another form in Arrow is written anew. Everything is made before anything is
// handed over.
#include <bit>
#include <cstring>
#include <utility>
#include <vector>

#include "compiler/arrow/arrow.h"
#include "compiler/base/bug.h"
#include "compiler/layout/layout.h"

namespace nansen::arrow {
namespace {

__extension__ using Wide = __int128;

constexpr std::string_view no_value = "no value";

/// A column and what it is made of.
struct Node {
  std::string format;
  std::string name;
  std::int64_t flags = ARROW_FLAG_NULLABLE;
  std::int64_t length = 0;
  std::int64_t null_count = 0;
  std::vector<const void*> buffers;
  std::vector<std::shared_ptr<const void>> memory;  // what the buffers lie in
  std::vector<Node> children = {};
  std::vector<Node> dictionary = {};  // one or none
};

// ---- handing over ----

struct SchemaParts {
  std::string format;
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> child_pointers;
  std::vector<ArrowSchema> dictionary;
};

struct ArrayParts {
  std::vector<const void*> buffers;
  std::vector<std::shared_ptr<const void>> memory;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> child_pointers;
  std::vector<ArrowArray> dictionary;
};

template <typename Struct>
void release_all(std::vector<Struct>& structs) {
  for (Struct& one : structs) {
    // A part may have been moved out, and is then someone else's.
    if (one.release != nullptr) one.release(&one);
  }
}

template <typename Parts, typename Struct>
void release(Struct* structure) {
  auto* parts = static_cast<Parts*>(structure->private_data);
  release_all(parts->children);
  release_all(parts->dictionary);
  delete parts;
  structure->release = nullptr;
  structure->private_data = nullptr;
}

template <typename Parts>
void point_at_children(Parts& parts) {
  for (auto& child : parts.children) parts.child_pointers.push_back(&child);
}

void hand_over(std::unique_ptr<SchemaParts> parts, std::int64_t flags, ArrowSchema& schema) {
  point_at_children(*parts);
  schema = {};
  schema.format = parts->format.c_str();
  schema.name = parts->name.c_str();
  schema.flags = flags;
  schema.n_children = static_cast<std::int64_t>(parts->children.size());
  schema.children = parts->children.empty() ? nullptr : parts->child_pointers.data();
  schema.dictionary = parts->dictionary.empty() ? nullptr : parts->dictionary.data();
  schema.release = release<SchemaParts, ArrowSchema>;
  schema.private_data = parts.release();
}

void hand_over(std::unique_ptr<ArrayParts> parts, const Node& node, ArrowArray& array) {
  point_at_children(*parts);
  array = {};
  array.length = node.length;
  array.null_count = node.null_count;
  array.n_buffers = static_cast<std::int64_t>(parts->buffers.size());
  array.buffers = parts->buffers.data();
  array.n_children = static_cast<std::int64_t>(parts->children.size());
  array.children = parts->children.empty() ? nullptr : parts->child_pointers.data();
  array.dictionary = parts->dictionary.empty() ? nullptr : parts->dictionary.data();
  array.release = release<ArrayParts, ArrowArray>;
  array.private_data = parts.release();
}

/// Releases what was made so far, should memory be wanting before the rest is.
template <typename Struct>
class Made {
 public:
  explicit Made(std::size_t count) { structs_.reserve(count); }
  ~Made() { release_all(structs_); }
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  Struct& next() { return structs_.emplace_back(); }
  std::vector<Struct> take() { return std::exchange(structs_, {}); }

 private:
  std::vector<Struct> structs_;
};

void make_schema(const Node& node, ArrowSchema& schema) {
  Made<ArrowSchema> children(node.children.size());
  for (const Node& child : node.children) make_schema(child, children.next());
  Made<ArrowSchema> dictionary(node.dictionary.size());
  for (const Node& values : node.dictionary) make_schema(values, dictionary.next());
  auto parts = std::make_unique<SchemaParts>();
  parts->format = node.format;
  parts->name = node.name;
  parts->child_pointers.reserve(node.children.size());
  parts->children = children.take();
  parts->dictionary = dictionary.take();
  hand_over(std::move(parts), node.flags, schema);
}

void make_array(const Node& node, ArrowArray& array) {
  Made<ArrowArray> children(node.children.size());
  for (const Node& child : node.children) make_array(child, children.next());
  Made<ArrowArray> dictionary(node.dictionary.size());
  for (const Node& values : node.dictionary) make_array(values, dictionary.next());
  auto parts = std::make_unique<ArrayParts>();
  parts->buffers = node.buffers;
  parts->memory = node.memory;
  parts->child_pointers.reserve(node.children.size());
  parts->children = children.take();
  parts->dictionary = dictionary.take();
  hand_over(std::move(parts), node, array);
}

// ---- columns ----

template <typename T>
std::shared_ptr<std::vector<T>> make_vector(std::size_t size) {
  return std::make_shared<std::vector<T>>(size);
}

class Columns {
 public:
  Columns(const ir::Module& module, std::shared_ptr<runtime::Results> results, std::size_t rows)
      : module_(module),
        forms_(layout::number_forms(module)),
        results_(std::move(results)),
        rows_(rows) {}

  Node make() {
    Node table = node("+s", "");
    table.flags = 0;
    table.buffers = {nullptr};
    for (std::size_t output = 0; output < module_.outputs.size(); ++output) {
      table.children.push_back(column(output));
    }
    return table;
  }

 private:
  Node node(std::string format, std::string name) const {
    Node made;
    made.format = std::move(format);
    made.name = std::move(name);
    made.length = static_cast<std::int64_t>(rows_);
    return made;
  }

  Node column(std::size_t output) {
    const ir::Output& asked = module_.outputs[output];
    switch (asked.kind) {
      case ir::OutputKind::Truth: return truth(output);
      case ir::OutputKind::Enumeration: return enumeration(output);
      case ir::OutputKind::OrderedEnumeration: return ordered(output);
      case ir::OutputKind::Number: return number(output);
      case ir::OutputKind::Date: return date(asked.name, output, 0);
      case ir::OutputKind::DateRange: break;
    }
    Node range = node("+s", asked.name);
    range.buffers = {nullptr};
    range.children.push_back(date("least", output, 0));
    range.children.push_back(date("greatest", output, 1));
    return range;
  }

  // The plane that says which rows are not null; its bits past the last row stay as they are.
  void set_validity(Node& made, const std::uint64_t* plane,
                    std::shared_ptr<const void> memory) const {
    std::size_t valid = 0;
    for (std::size_t word = 0; word < rows_ / 64; ++word) {
      valid += static_cast<std::size_t>(std::popcount(plane[word]));
    }
    if (rows_ % 64 != 0) {
      const std::uint64_t mask = (std::uint64_t{1} << (rows_ % 64)) - 1;
      valid += static_cast<std::size_t>(std::popcount(plane[rows_ / 64] & mask));
    }
    made.null_count = static_cast<std::int64_t>(rows_ - valid);
    made.buffers = {made.null_count == 0 ? nullptr : plane};
    made.memory.push_back(std::move(memory));
  }

  std::size_t words() const { return (rows_ + 63) / 64; }

  Node truth(std::size_t output) {
    const std::uint64_t* yes = results_->plane(output, 0, true);
    // The results are ours: the plane of noes becomes that of what is determined.
    std::uint64_t* no = results_->plane(output, 0, false);
    for (std::size_t word = 0; word < words(); ++word) no[word] |= yes[word];
    Node made = node("b", module_.outputs[output].name);
    set_validity(made, no, results_);
    made.buffers.push_back(yes);
    return made;
  }

  Node codes(const ir::Output& asked, std::shared_ptr<std::vector<std::int32_t>> indices,
             std::shared_ptr<std::vector<std::uint64_t>> known) const {
    Node made = node("i", asked.name);
    set_validity(made, known->data(), known);
    made.buffers.push_back(indices->data());
    made.memory.push_back(indices);
    if (asked.kind == ir::OutputKind::OrderedEnumeration) {
      made.flags |= ARROW_FLAG_DICTIONARY_ORDERED;
    }
    std::vector<std::string_view> words(asked.members.begin(), asked.members.end());
    words.push_back(no_value);
    auto text = std::make_shared<std::string>();
    auto offsets = std::make_shared<std::vector<std::int32_t>>(1);
    for (const std::string_view word : words) {
      text->append(word);
      offsets->push_back(static_cast<std::int32_t>(text->size()));
    }
    Node values;
    values.format = "u";
    values.length = static_cast<std::int64_t>(words.size());
    values.buffers = {nullptr, offsets->data(), text->data()};
    values.memory = {text, offsets};
    made.dictionary.push_back(std::move(values));
    return made;
  }

  // The value is the member that it certainly is; the last index stands for none of them.
  Node enumeration(std::size_t output) {
    const ir::Output& asked = module_.outputs[output];
    const auto members = static_cast<std::uint32_t>(asked.values.size());
    auto indices = make_vector<std::int32_t>(rows_);
    auto known = make_vector<std::uint64_t>(words());
    for (std::size_t word = 0; word < words(); ++word) {
      std::uint64_t none = ~std::uint64_t{0};
      for (std::uint32_t member = 0; member < members; ++member) {
        const std::uint64_t yes = results_->plane(output, member, true)[word];
        set(*indices, word, yes, static_cast<std::int32_t>(member));
        (*known)[word] |= yes;
        none &= results_->plane(output, member, false)[word];
      }
      set(*indices, word, none, static_cast<std::int32_t>(members));
      (*known)[word] |= none;
    }
    return codes(asked, std::move(indices), std::move(known));
  }

  // Plane k - 1 says whether the value is at least member k: it is determined where each plane is.
  Node ordered(std::size_t output) {
    const ir::Output& asked = module_.outputs[output];
    const auto planes = static_cast<std::uint32_t>(asked.values.size());
    auto indices = make_vector<std::int32_t>(rows_);
    auto known = make_vector<std::uint64_t>(words());
    for (std::size_t word = 0; word < words(); ++word) {
      std::uint64_t below = ~std::uint64_t{0};  // at least every member so far
      for (std::uint32_t member = 0; member <= planes; ++member) {
        const std::uint64_t less =
            member == planes ? ~std::uint64_t{0} : results_->plane(output, member, false)[word];
        set(*indices, word, below & less, static_cast<std::int32_t>(member));
        (*known)[word] |= below & less;
        if (member < planes) below &= results_->plane(output, member, true)[word];
      }
    }
    return codes(asked, std::move(indices), std::move(known));
  }

  void set(std::vector<std::int32_t>& indices, std::size_t word, std::uint64_t bits,
           std::int32_t index) const {
    for (; bits != 0; bits &= bits - 1) {
      const std::size_t row = 64 * word + static_cast<std::size_t>(std::countr_zero(bits));
      if (row < rows_) indices[row] = index;
    }
  }

  Node number(std::size_t output) {
    const ir::Output& asked = module_.outputs[output];
    const mpz_class& scale = forms_[static_cast<std::size_t>(asked.values[0].index)].scale;
    const std::int64_t* numbers = results_->numbers(output);
    const std::uint64_t* known = results_->plane(output, 0, true);
    if (scale == 1) {
      Node made = node("l", asked.name);
      set_validity(made, known, results_);
      made.buffers.push_back(numbers);
      return made;
    }
    int digits = 0;
    mpz_class power = 1;
    for (; power < scale; ++digits) power *= 10;
    if (power == scale) {
      Node made = node("d:38," + std::to_string(digits), asked.name);
      set_validity(made, known, results_);
      auto wide = make_vector<Wide>(rows_);
      for (std::size_t row = 0; row < rows_; ++row) (*wide)[row] = numbers[row];
      made.buffers.push_back(wide->data());
      made.memory.push_back(wide);
      return made;
    }
    Node made = node("+s", asked.name);
    set_validity(made, known, results_);
    Node numerators = node("l", "numerator");
    numerators.buffers = {nullptr, numbers};
    numerators.memory = {results_};
    Node denominators = node("l", "denominator");
    auto all = std::make_shared<std::vector<std::int64_t>>(rows_, scale.get_si());
    denominators.buffers = {nullptr, all->data()};
    denominators.memory = {all};
    made.children.push_back(std::move(numerators));
    made.children.push_back(std::move(denominators));
    return made;
  }

  Node date(const std::string& name, std::size_t output, std::uint32_t which) {
    Node made = node("tdD", name);
    set_validity(made, results_->plane(output, which, true), results_);
    const std::int64_t* numbers = results_->numbers(output, which);
    auto days = make_vector<std::int32_t>(rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
      (*days)[row] = static_cast<std::int32_t>(numbers[row]);
    }
    made.buffers.push_back(days->data());
    made.memory.push_back(days);
    return made;
  }

  const ir::Module& module_;
  std::vector<layout::NumberForm> forms_;
  std::shared_ptr<runtime::Results> results_;
  std::size_t rows_;
};

}  // namespace

void write(const ir::Module& module, std::shared_ptr<runtime::Results> results, std::size_t rows,
           ArrowSchema* schema, ArrowArray* array) {
  if (results->capacity() < rows) bug("there are fewer results than rows");
  const Node table = Columns(module, std::move(results), rows).make();
  Made<ArrowSchema> made_schema(1);
  make_schema(table, made_schema.next());
  Made<ArrowArray> made_array(1);
  make_array(table, made_array.next());
  *schema = made_schema.take()[0];
  *array = made_array.take()[0];
}

}  // namespace nansen::arrow
