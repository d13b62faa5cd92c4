// One case outside of tables: a tree of rows with their facts, which can be changed. Used inside
// this room only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::compare {

struct CaseRows;

/// What is known of a fact: nothing, a truth, a number (also of a member or of a referenced row), a
/// set's members, or linked rows.
using FactValue = std::variant<std::monostate, bool, std::int64_t, std::vector<std::uint32_t>,
                               std::shared_ptr<CaseRows>>;

/// A row of a domain; parallel to its columns.
struct RowData {
  std::vector<FactValue> facts;
};
/// The rows of a link. All of them, iff it is known that there are no others.
struct CaseRows {
  std::vector<RowData> rows;
  bool complete = false;
};

/// How a module keeps cases. The module must outlive it.
class CaseLayout {
 public:
  explicit CaseLayout(const ir::Module& module);

  const ir::Module& module() const { return module_; }
  /// The columns of `domain`, by their positions.
  const std::vector<ir::ColumnId>& columns(ir::DomainId domain) const {
    return columns_[static_cast<std::size_t>(domain.index)];
  }
  /// Of a column of least values the position of that of the greatest ones; else none.
  static constexpr std::size_t none = ~std::size_t{0};
  std::size_t greatest(ir::ColumnId column) const {
    return greatest_[static_cast<std::size_t>(column.index)];
  }

  /// True iff the domain holds the cases' own rows: not those of a referenced table.
  bool is_own(ir::DomainId domain) const;

  RowData read(const runtime::Batch& batch, std::size_t row) const;
  /// A batch without cases, with the referenced tables of `like`.
  runtime::Batch empty(const runtime::Batch& like) const;
  /// Adds a case to what `empty` made.
  void append(runtime::Batch& batch, const RowData& data) const;
  /// Without cases, as `append` found it.
  void clear(runtime::Batch& batch) const;

 private:
  RowData read(const runtime::Batch& batch, ir::DomainId domain, std::size_t row) const;
  void append(runtime::Batch& batch, ir::DomainId domain, const RowData& data) const;

  const ir::Module& module_;
  std::vector<std::vector<ir::ColumnId>> columns_;
  std::vector<std::size_t> greatest_;
};

/// The cases of one module as another one keeps them: columns by their names; what the other does
/// not keep is left out.
class CaseProjection {
 public:
  CaseProjection(const CaseLayout& from, const ir::Module& to);

  /// `data` as a batch of one case; `like` has the referenced tables.
  runtime::Batch one(const RowData& data, const runtime::Batch& like);
  /// The domain that stands for one of the other module, or the invalid id.
  ir::DomainId source(ir::DomainId to) const {
    return domains_[static_cast<std::size_t>(to.index)];
  }

 private:
  RowData project(ir::DomainId to, const RowData& data) const;
  std::shared_ptr<runtime::Table> project_table(ir::DomainId to, const runtime::Table& table) const;

  const CaseLayout& from_;
  CaseLayout to_;
  std::vector<ir::DomainId> domains_;                // by domain of `to`
  std::vector<std::vector<std::size_t>> positions_;  // by domain and position there
  std::map<std::pair<std::int32_t, const runtime::Table*>, std::shared_ptr<runtime::Table>> tables_;
};

/// Known facts of a case, those of its linked rows included; a fact of two bounds is one.
std::size_t known_facts(const CaseLayout& layout, const RowData& data);

/// Calls `visit` for the case's own row and each linked row, outermost first.
using VisitRow = std::function<void(ir::DomainId domain, RowData& row)>;
void visit_rows(const CaseLayout& layout, RowData& data, const VisitRow& visit);

/// A copy that shares nothing.
RowData deep_copy(const RowData& data);

}  // namespace nansen::compare
