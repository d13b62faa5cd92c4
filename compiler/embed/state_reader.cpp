#include "compiler/embed/state_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "compiler/cases/schema.h"

namespace nansen::embed {

namespace {

/// All rows of one table, as one batch.
class GivenReader final : public cases::Reader {
 public:
  GivenReader(const program::Program& program, const ir::Module& module,
              const cases::TableFiles& files, const std::vector<arrow::GivenTable>& given)
      : program_(program), module_(module) {
    std::vector<arrow::GivenTable> renamed;
    renamed.push_back(table_at(given, files.cases));
    renamed.back().name = "";
    cases_ = renamed.back();
    for (const auto& [name, path] : files.tables) {
      renamed.push_back(table_at(given, path));
      renamed.back().name = name;
    }
    tables_ = open_tables(module, renamed);
    if (files.cases == states_path) require_ids();
  }

  bool next(cases::CaseBatch& batch, std::size_t) override {
    if (done_) return false;
    done_ = true;
    batch.batch = read_rows(*tables_, 0, tables_->rows());
    batch.ids.clear();
    for (std::size_t row = 0; row < tables_->rows(); ++row) {
      const std::string id = tables_->id_of(root, row);
      batch.ids.add(id.empty() ? std::to_string(row) : id);
    }
    batch.weights.assign(tables_->rows(), 1);
    batch.scenarios.clear();
    batch.row_ids.assign(module_.domains.size(), nullptr);
    for (std::size_t domain = 1; domain < module_.domains.size(); ++domain) {
      if (module_.domains[ir::DomainId(domain)].kind != ir::DomainKind::Referenced) continue;
      auto ids = std::make_shared<cases::TextList>();
      const auto& table = batch.batch.tables[domain];
      for (std::size_t row = 0; table && row < table->rows(); ++row) {
        ids->add(tables_->id_of(ir::DomainId(domain), row));
      }
      batch.row_ids[domain] = std::move(ids);
    }
    return true;
  }

  const std::set<program::FactId>& ranges_met() const override { return ranges_; }
  bool ended_by_range() const override { return false; }
  // All of them are given at once.
  bool gives_whole_cases() const override { return true; }
  std::uint64_t bytes_read() const override { return 0; }
  std::uint64_t bytes_total() const override { return 0; }
  bool has_weights() const override { return false; }
  std::vector<std::string> headers() const override {
    std::vector<std::string> names;
    for (std::int64_t child = 0; child < cases_.schema->n_children; ++child) {
      names.push_back(words(cases_.schema->children[child]->name));
    }
    return names;
  }
  std::vector<program::FactId> facts() const override {
    std::vector<program::FactId> facts;
    const auto entity = cases::find_entity(program_, module_.domains[root].entity);
    for (const std::string& name : headers()) {
      const auto fact = cases::find_fact(program_, *entity, name);
      if (fact) facts.push_back(*fact);
    }
    return facts;
  }

 private:
  static constexpr ir::DomainId root{std::size_t{0}};

  static arrow::GivenTable table_at(const std::vector<arrow::GivenTable>& given,
                                    std::string_view path) {
    const std::string_view name = path == states_path ? "" : path;
    const auto found = std::find_if(given.begin(), given.end(),
                                    [&](const auto& table) { return table.name == name; });
    if (found == given.end()) {
      throw Failure{NANSEN_UNKNOWN_NAME, fmt::format("{} is not given", path)};
    }
    return *found;
  }

  /// A State stands once and has a name.
  void require_ids() const {
    std::set<std::string> seen;
    for (std::size_t row = 0; row < tables_->rows(); ++row) {
      const std::string id = tables_->id_of(root, row);
      if (id.empty()) {
        throw Failure{NANSEN_BAD_VALUE,
                      fmt::format("column \"id\", row {}: a State has no id", row)};
      }
      if (!seen.insert(id).second) {
        throw Failure{NANSEN_BAD_VALUE,
                      fmt::format("column \"id\", row {}: \"{}\" has a row already", row, id)};
      }
    }
  }

  const program::Program& program_;
  const ir::Module& module_;
  std::unique_ptr<arrow::Tables> tables_;
  arrow::GivenTable cases_;
  std::set<program::FactId> ranges_;
  bool done_ = false;
};

}  // namespace

sharing::StateFiles state_files(const program::Program& program,
                                const std::vector<arrow::GivenTable>& given) {
  sharing::StateFiles files;
  files.states = states_path;
  for (const arrow::GivenTable& table : given) {
    if (!table.name.empty()) files.tables.emplace_back(table.name, table.name);
  }
  files.open = [&program, &given](const ir::Module& module, const cases::TableFiles& tables,
                                  Emitter&) -> std::unique_ptr<cases::Reader> {
    return std::make_unique<GivenReader>(program, module, tables, given);
  };
  return files;
}

}  // namespace nansen::embed
