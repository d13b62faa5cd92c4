// Batches of cases: the referenced tables are read whole first, then the cases and what is linked
// to them in step.
#include "compiler/cases/reader.h"

#include <algorithm>
#include <unordered_set>

#include "compiler/base/bug.h"
#include "compiler/cases/rows.h"
#include "compiler/layout/layout.h"

namespace nansen::cases {
namespace {

constexpr ir::DomainId root{std::size_t{0}};

class TablesReader : public Reader {
 public:
  TablesReader(const program::Program& program, const ir::Module& module, Emitter& emitter,
               RangeCells ranges)
      : module_(module),
        ranges_(ranges),
        budget_(emitter, table_error_limit),
        context_{program, module, budget_, {}, {}, {}, {}, nullptr},
        shared_(module.domains.size()) {}

  bool open(const TableFiles& files);

  bool next(CaseBatch& batch, std::size_t limit) override;
  bool gives_whole_cases() const override { return !linked_files_; }
  const std::set<program::FactId>& ranges_met() const override { return ranges_met_; }
  bool ended_by_range() const override {
    return ranges_ == RangeCells::EndReading && !ranges_met_.empty();
  }
  std::uint64_t bytes_read() const override { return main_->input()->scanner().bytes_read(); }
  std::uint64_t bytes_total() const override { return main_->input()->scanner().bytes_total(); }
  bool has_weights() const override { return weight_column_.has_value(); }
  std::vector<std::string> headers() const override;
  std::vector<program::FactId> facts() const override;

 private:
  bool name_files(const TableFiles& files, program::EntityId entity);
  bool load_referenced();
  void load(RowReader& rows, Directory& directory);
  void settle(const std::vector<OpenReference>& references);
  void prepare(CaseBatch& batch, std::size_t limit);
  void add_case(CaseBatch& batch);
  std::string_view case_id();
  std::int64_t weight();
  void end_reading();

  const ir::Module& module_;
  RangeCells ranges_;
  ErrorBudget budget_;
  TableContext context_;
  std::unique_ptr<RowReader> main_;
  std::optional<std::size_t> id_column_;
  std::optional<std::size_t> weight_column_;
  std::optional<std::size_t> scenario_column_;
  bool of_states_ = false;
  std::unordered_set<std::string> states_;               // those met, each after its scenario
  std::vector<std::shared_ptr<runtime::Table>> shared_;  // by domain: what all batches share
  std::vector<std::string_view> owners_;
  std::uint64_t cases_ = 0;
  std::string number_;
  std::string last_id_;
  bool linked_files_ = false;  // linked tables of the cases are given
  bool ended_ = false;
  std::set<program::FactId> ranges_met_;
};

bool TablesReader::open(const TableFiles& files) {
  const auto entity = find_entity(context_.program, module_.domains[root].entity);
  if (!entity) bug("the module has an entity that the program does not declare");
  if (!name_files(files, *entity) || !load_referenced()) return false;
  main_ = RowReader::open(context_, main_table(*entity));
  if (!main_ || budget_.spent()) return false;
  id_column_ = main_->input()->find(ColumnUse::Id);
  weight_column_ = main_->input()->find(ColumnUse::Weight);
  scenario_column_ = main_->input()->find(ColumnUse::Scenario);
  const TableOptions* options = context_.options_of("");
  of_states_ = options != nullptr && options->states;
  return true;
}

std::vector<std::string> TablesReader::headers() const {
  std::vector<std::string> headers;
  for (const FileColumn& column : main_->input()->columns()) headers.push_back(column.name);
  return headers;
}

std::vector<program::FactId> TablesReader::facts() const {
  std::vector<program::FactId> facts;
  for (const FileColumn& column : main_->input()->columns()) {
    if (column.use == ColumnUse::Fact) facts.push_back(column.fact);
  }
  return facts;
}

// Puts each file under the name of a table that there may be.
bool TablesReader::name_files(const TableFiles& files, program::EntityId entity) {
  const program::Program& program = context_.program;
  bool good = true;
  context_.files[""] = files.cases;
  context_.options = files.options;
  for (const auto& [name, path] : files.tables) {
    const auto schema = find_table(program, entity, name);
    if (schema) {
      context_.files[name] = path;
      linked_files_ = linked_files_ || !schema->under_referenced;
      if (schema->under_referenced) context_.referenced.insert(name.substr(0, name.find('.')));
      continue;
    }
    budget_.emitter().emit(
        unknown_table(module_.domains[root].entity, name, other_tables(program, entity)));
    good = false;
  }
  return good;
}

// Reads the tables of referenced entities whole, whether or not the module has a use for them.
bool TablesReader::load_referenced() {
  std::vector<OpenReference> references;
  context_.open_references = &references;
  bool good = true;
  for (const std::string& name : context_.referenced) {
    const program::EntityId entity = *find_entity(context_.program, name);
    const auto rows = RowReader::open(context_, referenced_table(context_.program, entity));
    if (rows) {
      load(*rows, context_.directory(entity));
    } else {
      good = false;
    }
  }
  context_.open_references = nullptr;
  settle(references);
  return good && !budget_.spent();
}

void TablesReader::load(RowReader& rows, Directory& directory) {
  const std::string& name = rows.schema().name;
  for (std::size_t index = 0; index < shared_.size(); ++index) {
    const ir::DomainId domain(index);
    const TableSchema table = table_of(context_.program, module_, domain);
    const bool below = table.name == name || table.name.starts_with(name + ".");
    if (!table.under_referenced || !below) continue;
    shared_[index] =
        std::make_shared<runtime::Table>(layout::shapes_of(module_, domain), runtime::block_rows);
  }
  rows.bind(shared_);
  TableInput& input = *rows.input();
  const std::size_t column = *input.find(ColumnUse::Id);
  while (input.next()) {
    const std::string_view id = input.cells()[column];
    if (id.empty()) {
      budget_.emitter().emit(Code::EmptyId, input.at(column), input.columns()[column].name);
    } else if (!directory.add(id)) {
      budget_.emitter().emit(Code::DuplicateId, input.at(column), id,
                             "what refers to it could mean either row; give each its own id");
    } else {
      rows.add_row(id, owners_);
    }
  }
  rows.finish();
  rows.add_ranges_left_out(ranges_met_);
  if (directory.open && directory.domain.valid()) {
    directory.table = shared_[static_cast<std::size_t>(directory.domain.index)].get();
  }
  if (!budget_.spent()) rows.report_leftovers();
}

// Now that all rows are known, what refers to them.
void TablesReader::settle(const std::vector<OpenReference>& references) {
  for (const OpenReference& reference : references) {
    Directory& directory = *reference.directory;
    const std::size_t before = directory.rows.size();
    const auto target = directory.find(reference.id);
    if (!target) {
      budget_.emitter().emit(Code::UnknownRow, reference.location, reference.id, directory.entity,
                             suggest_id(directory, reference.id));
      continue;
    }
    if (directory.rows.size() > before) directory.lasting.push_back(reference.id);
    if (reference.table != nullptr) {
      reference.table->set_reference(reference.row, reference.column, *target);
    }
  }
}

void TablesReader::prepare(CaseBatch& batch, std::size_t limit) {
  const std::size_t domains = module_.domains.size();
  batch.batch.tables.resize(domains);
  batch.row_ids.assign(domains, nullptr);
  batch.ids.clear();
  batch.weights.clear();
  batch.scenarios.clear();
  for (std::size_t index = 0; index < domains; ++index) {
    std::shared_ptr<runtime::Table>& table = batch.batch.tables[index];
    if (shared_[index]) {
      table = shared_[index];
    } else if (table && table->capacity() >= limit) {
      table->clear();
    } else {
      table =
          std::make_shared<runtime::Table>(layout::shapes_of(module_, ir::DomainId(index)), limit);
    }
  }
  for (auto& [entity, directory] : context_.directories) {
    if (!directory->domain.valid()) continue;
    const auto index = static_cast<std::size_t>(directory->domain.index);
    if (!directory->given) directory->begin_batch(batch.batch.tables[index].get());
    batch.row_ids[index] = directory->ids;
  }
  main_->bind(batch.batch.tables);
}

bool TablesReader::next(CaseBatch& batch, std::size_t limit) {
  prepare(batch, limit);
  while (!ended_ && batch.size() < limit && !main_->full()) {
    if (main_->input()->next()) {
      add_case(batch);
    } else {
      end_reading();
    }
  }
  main_->finish();
  main_->add_ranges_left_out(ranges_met_);
  if (ended_by_range()) {
    ended_ = true;
    return false;
  }
  return batch.size() > 0;
}

void TablesReader::add_case(CaseBatch& batch) {
  ++cases_;
  const std::string_view id = case_id();
  batch.ids.add(id);
  batch.weights.push_back(weight());
  if (scenario_column_) batch.scenarios.add(main_->input()->cells()[*scenario_column_]);
  main_->add_row(id, owners_);
}

std::string_view TablesReader::case_id() {
  if (!id_column_) {
    number_ = std::to_string(cases_);
    return number_;
  }
  TableInput& input = *main_->input();
  const std::string_view id = input.cells()[*id_column_];
  if (id.empty()) {
    budget_.emitter().emit(Code::EmptyId, input.at(*id_column_), input.columns()[*id_column_].name);
  }
  if (of_states_ && !id.empty()) {
    std::string whole(scenario_column_ ? input.cells()[*scenario_column_] : std::string_view());
    whole.append(1, '\0').append(id);
    if (!states_.insert(std::move(whole)).second) {
      budget_.emitter().emit(Code::StateTwice, input.at(*id_column_), id, input.path());
    }
  }
  if (linked_files_) {
    if (!id.empty() && id == last_id_) {
      budget_.emitter().emit(Code::DuplicateId, input.at(*id_column_), id,
                             "rows of linked tables could belong to either; give each its own id");
    }
    last_id_ = id;
  }
  return id;
}

std::int64_t TablesReader::weight() {
  if (!weight_column_) return 1;
  TableInput& input = *main_->input();
  const std::string_view cell = input.cells()[*weight_column_];
  const std::optional<std::int64_t> weight = parse_whole(cell);
  if (weight && *weight >= 0 && *weight <= greatest_weight) return *weight;
  budget_.emitter().emit(Code::BadWeight, input.at(*weight_column_), cell, greatest_weight);
  return 0;
}

void TablesReader::end_reading() {
  ended_ = true;
  if (budget_.spent()) {
    budget_.emitter().emit(Code::TooManyTableErrors, main_->input()->at_row(), table_error_limit);
  } else {
    main_->report_leftovers();
  }
  const TableInput& input = *main_->input();
  if (of_states_ && cases_ == 0 && !budget_.emitter().has_errors()) {
    budget_.emitter().emit(Code::NoStates, FileLocation{input.path()}, input.path());
  }
}

}  // namespace

std::unique_ptr<Reader> Reader::open(const program::Program& program, const ir::Module& module,
                                     const TableFiles& files, Emitter& emitter, RangeCells ranges) {
  auto reader = std::make_unique<TablesReader>(program, module, emitter, ranges);
  if (!reader->open(files)) return nullptr;
  return reader;
}

bool read_case(Reader& reader, std::string_view id, const TableFiles& files, CaseBatch& batch,
               Emitter& emitter) {
  // Near ids are worth suggesting among the first cases only: a table may be of any length.
  constexpr std::size_t candidates = 10'000;
  std::vector<std::string> known;
  while (reader.next(batch, 1)) {
    if (batch.ids[0] == id) return true;
    if (known.size() < candidates) known.emplace_back(batch.ids[0]);
  }
  if (!emitter.has_errors() && !reader.ended_by_range()) {
    emitter.emit(Code::NoSuchCase, CommandLocation{}, id, files.cases, did_you_mean(id, known));
  }
  return false;
}

}  // namespace nansen::cases
