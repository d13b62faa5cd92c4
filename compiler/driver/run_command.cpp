// nansen run: one row a case, one column a definition.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/base/utf8.h"
#include "compiler/cases/writer.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/layout/layout.h"
#include "compiler/session/case_run.h"

namespace nansen::driver {

namespace {

using session::Timings;

/// Rows of results as an aligned table. Widths follow the first batch; a longer id later on pushes
/// its row to the right, so that no row waits for the last.
class TableWriter {
 public:
  TableWriter(const program::Program& program, const ir::Module& module) : cells_(program, module) {
    for (const std::string& name : cells_.names()) widths_.push_back(name.size());
  }

  void rows(const cases::CaseBatch& batch, const runtime::Results& results, std::string& text) {
    const std::size_t outputs = cells_.names().size();
    if (!begun_) measure(batch, results, text);
    for (std::size_t row = 0; row < batch.size(); ++row) {
      text += fmt::format("{:<{}}", shown(batch.ids[row]), id_width_);
      for (std::size_t output = 0; output < outputs; ++output) {
        cell_.clear();
        cells_.append(batch, results, output, row, cell_);
        text +=
            output + 1 == outputs ? "  " + cell_ : fmt::format("  {:<{}}", cell_, widths_[output]);
      }
      text += '\n';
    }
  }

 private:
  /// An id on one line, without what could disturb a terminal.
  static std::string shown(std::string_view id) {
    std::string text = printable(id);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }

  void measure(const cases::CaseBatch& batch, const runtime::Results& results, std::string& text) {
    begun_ = true;
    for (std::size_t row = 0; row < batch.size(); ++row) {
      id_width_ = std::max(id_width_, display_width(shown(batch.ids[row])));
      for (std::size_t output = 0; output < widths_.size(); ++output) {
        cell_.clear();
        cells_.append(batch, results, output, row, cell_);
        widths_[output] = std::max(widths_[output], cell_.size());
      }
    }
    text += fmt::format("{:<{}}", "id", id_width_);
    for (std::size_t output = 0; output < widths_.size(); ++output) {
      text += fmt::format("  {:<{}}", cells_.names()[output], widths_[output]);
    }
    while (text.ends_with(' ')) text.pop_back();
    text += '\n';
  }

  cases::ResultText cells_;
  std::vector<std::size_t> widths_;
  std::size_t id_width_ = 2;
  bool begun_ = false;
  std::string cell_;
};

/// How the rows of any format come about.
class RowWriter {
 public:
  RowWriter(const program::Program& program, const ir::Module& module, OutputFormat format)
      : format_(format),
        table_(program, module),
        lines_(
            program, module,
            format == OutputFormat::Json ? cases::ResultFormat::Json : cases::ResultFormat::Csv) {}
  void begin(std::string& text) {
    if (format_ != OutputFormat::Table) lines_.begin(text);
  }
  void rows(const cases::CaseBatch& batch, const runtime::Results& results, std::string& text) {
    if (format_ == OutputFormat::Table) {
      table_.rows(batch, results, text);
    } else {
      lines_.rows(batch, results, text);
    }
  }
  void end(std::string& text) {
    if (format_ != OutputFormat::Table) lines_.end(text);
  }

 private:
  OutputFormat format_;
  TableWriter table_;
  cases::Writer lines_;
};

/// Reads, evaluates with the engine made of `module`, and writes, batch after batch. What goes
/// wrong is emitted. The first `written` batches have been written before, and stand as they are;
/// then it is the number of those that are.
void stream(session::Session& session, const ir::Module& module, session::Engine& engine,
            cases::Reader& reader, OutputFormat format, const Terminal& terminal, Output& output,
            std::size_t& written) {
  RowWriter writer(session.program(), module, format);
  runtime::Results results(layout::output_shapes(module), cases::default_batch_rows);
  Progress progress(terminal, "cases", reader.bytes_total());
  cases::CaseBatch batch;
  std::string text;
  writer.begin(text);
  for (std::size_t number = 1;; ++number) {
    {
      const Timings::Scope scope(session.timings(), "read");
      if (!reader.next(batch)) break;
    }
    {
      const Timings::Scope scope(session.timings(), "evaluate");
      engine.evaluate(batch.batch, results);
    }
    {
      const Timings::Scope scope(session.timings(), "write");
      writer.rows(batch, results, text);
      if (number > written) output.write(text);
      written = std::max(written, number);
      text.clear();
    }
    progress.advance(reader.bytes_read());
  }
  if (reader.ended_by_range()) return;
  writer.end(text);
  output.write(text);
}

std::vector<InputFile> inputs_of(const cases::TableFiles& files) {
  std::vector<InputFile> inputs{{"the table of cases", files.cases}};
  for (const auto& [name, path] : files.tables) {
    inputs.push_back({fmt::format("the table \"{}\"", name), path});
  }
  return inputs;
}

}  // namespace

Status run_run(const RunArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  Output output(arguments.out);
  const std::array<Output*, 1> outputs{&output};
  const auto answer = [&] {
    if (!session.check()) return;
    const auto files = table_files(arguments.cases, session.emitter());
    auto request = session.resolve(question_of(arguments.asking));
    if (!files || !request) return;
    if (!command.open(outputs, inputs_of(*files))) return;
    request->keep_rules = false;
    std::size_t written = 0;
    const auto answer_all = [&](const session::Lowered& lowered, cases::Reader& reader, Emitter&) {
      const auto engine = session.engine(lowered, arguments.engine);
      if (!engine) return;
      stream(session, lowered.answered_by(arguments.engine), *engine, reader, arguments.format,
             terminal, output, written);
    };
    session::read_cases(session, std::move(*request), *files, answer_all);
  };
  answer();
  command.commit(outputs);
  return command.close();
}

}  // namespace nansen::driver
