// nansen run: one row a case, one column a definition.

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "compiler/base/utf8.h"
#include "compiler/cases/writer.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/layout/layout.h"
#include "compiler/report/matrix.h"
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
  /// Hands on the rows in pieces: what is small is written in the processor's cache.
  template <typename Write>
  void rows(const cases::CaseBatch& batch, const runtime::Results& results, std::string& text,
            const Write& write) {
    if (format_ == OutputFormat::Table) {
      table_.rows(batch, results, text);
      write();
      return;
    }
    for (std::size_t first = 0; first < batch.size(); first += piece_rows) {
      lines_.rows(batch, results, first, std::min(first + piece_rows, batch.size()), text);
      write();
    }
  }
  void end(std::string& text) {
    if (format_ != OutputFormat::Table) lines_.end(text);
  }

 private:
  static constexpr std::size_t piece_rows = 512;

  OutputFormat format_;
  TableWriter table_;
  cases::Writer lines_;
};

/// The answers of the first cases as a picture.
class Picture {
 public:
  Picture(const program::Program& program, const ir::Module& module)
      : module_(module), cells_(program, module) {
    matrix_.columns = cells_.names();
  }

  void rows(const cases::CaseBatch& batch, const runtime::Results& results) {
    for (std::size_t row = 0; row < batch.size(); ++row, ++cases_) {
      if (cases_ >= most_rows) continue;
      report::Matrix::Row& drawn = matrix_.rows.emplace_back();
      drawn.name = batch.ids[row];
      for (std::size_t output = 0; output < matrix_.columns.size(); ++output) {
        std::string words;
        cells_.append(batch, results, output, row, words);
        report::Matrix::Cell& cell = drawn.cells.emplace_back();
        const bool is_truth = module_.outputs[output].kind == ir::OutputKind::Truth;
        for (const Truth truth : {Truth::Yes, Truth::No, Truth::Undetermined}) {
          if (is_truth && words == to_string(truth)) cell.truth = truth;
        }
        if (!cell.truth) cell.words = std::move(words);
      }
    }
  }

  std::string draw(const RunArguments& arguments) {
    matrix_.title = "Answers";
    if (arguments.asking.as_of) matrix_.title += " as of " + *arguments.asking.as_of;
    if (arguments.bound_only) matrix_.title += ", where the law binds";
    matrix_.subtitle = fmt::format("{}: {} cases", arguments.cases.cases, cases_);
    if (cases_ > most_rows) matrix_.subtitle += fmt::format(", the first {} drawn", most_rows);
    return report::to_svg(matrix_);
  }

 private:
  // More rows would be no picture.
  static constexpr std::size_t most_rows = 2000;

  const ir::Module& module_;
  cases::ResultText cells_;
  report::Matrix matrix_;
  std::size_t cases_ = 0;
};

/// Adds to the first error in `found` that answers were handed on before it was met.
void say_what_was_handed_on(std::size_t cases, Emitter& found) {
  Emitter told;
  for (const Diagnostic& diagnostic : found.diagnostics()) {
    const bool is_first = diagnostic.severity == Severity::Error && !told.has_errors();
    Diagnostic& again = told.emit(diagnostic);
    if (!is_first) continue;
    again.labels.push_back(
        {Span{}, fmt::format("the answers to the first {} cases were handed on before this was "
                             "met, and stand; there are no others",
                             cases)});
  }
  found = std::move(told);
}

/// Reads, evaluates with the engine made of `module`, and writes, batch after batch. What goes
/// wrong is emitted. `picture` may be null. The first `written` batches have been written before,
/// and stand as they are; then it is the number of those that are. `first_answered` is called once
/// the first answers are visible; not where none are before the last. What is wrong with the tables
/// is in `found`: from there on nothing is written.
void stream(session::Session& session, const ir::Module& module, session::Engine& engine,
            cases::Reader& reader, OutputFormat format, const Terminal& terminal, Output& output,
            std::size_t& written, Picture* picture, const std::function<void()>& first_answered,
            Emitter& found) {
  RowWriter writer(session.program(), module, format);
  runtime::Results results(layout::output_shapes(module), cases::default_batch_rows);
  cases::CaseBatch batch;
  std::string text;
  writer.begin(text);
  // A drawing is written before the answers, whoever reads them.
  const bool streams =
      picture == nullptr &&
      (reader.is_known_good() || (reader.gives_whole_cases() && output.is_watched())) &&
      output.pass_through();
  // Where answers are seen to come no bar is wanted, which would run into them.
  Terminal beside = terminal;
  beside.progress = terminal.progress && !(streams && output.is_watched());
  Progress progress(beside, "cases", reader.bytes_total());
  std::size_t handed_on = 0;
  for (std::size_t number = 1;; ++number) {
    {
      const Timings::Scope scope(session.timings(), "read");
      if (!reader.next(batch, cases::rows_of_batch(number - 1))) break;
    }
    if (streams && found.has_errors()) continue;
    {
      const Timings::Scope scope(session.timings(), "evaluate");
      engine.evaluate(batch.batch, results);
    }
    {
      const Timings::Scope scope(session.timings(), "write");
      writer.rows(batch, results, text, [&] {
        if (number > written) output.write(text);
        text.clear();
      });
      if (streams) handed_on += batch.size();
      if (number == 1 && streams) {
        output.flush();
        first_answered();
      }
      written = std::max(written, number);
      if (picture != nullptr) picture->rows(batch, results);
    }
    progress.advance(reader.bytes_read());
  }
  if (reader.ended_by_range()) return;
  if (streams && found.has_errors()) {
    if (handed_on == 0) return;
    // The array stays open, but its last line ends.
    if (format == OutputFormat::Json) output.write("\n");
    return say_what_was_handed_on(handed_on, found);
  }
  writer.end(text);
  output.write(text);
}

}  // namespace

Status run_run(const RunArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  Output output(arguments.out);
  Output matrix(arguments.matrix);
  std::vector<Output*> outputs{&output};
  if (!arguments.matrix.empty()) outputs.push_back(&matrix);
  const auto answer = [&] {
    if (!session.check()) return;
    const auto files = table_files(arguments.cases, session.emitter());
    session::Question question = question_of(arguments.asking);
    question.bound_only = arguments.bound_only;
    auto request = session.resolve(question);
    if (!files || !request || !session.require_day(*request)) return;
    if (!command.open(outputs, inputs_of(*files))) return;
    request->keep_rules = false;
    std::size_t written = 0;
    std::string drawing;
    const auto answer_all = [&](const session::Lowered& lowered, cases::Reader& reader,
                                Emitter& found) {
      const auto engine = session.engine(lowered, arguments.engine);
      if (!engine) return;
      const ir::Module& module = lowered.answered_by(arguments.engine);
      std::optional<Picture> picture;
      if (!arguments.matrix.empty()) picture.emplace(session.program(), module);
      stream(
          session, module, *engine, reader, arguments.format, terminal, output, written,
          picture ? &*picture : nullptr, [&] { command.note_first_answer(); }, found);
      if (picture) drawing = picture->draw(arguments);
    };
    session::read_cases(session, std::move(*request), *files, answer_all);
    if (!arguments.matrix.empty()) {
      matrix.write(drawing_text("nansen run", drawing, arguments.matrix));
    }
  };
  answer();
  command.commit_files_first(outputs);
  if (!command.emitter().has_errors()) command.note_first_answer();
  return command.close();
}

}  // namespace nansen::driver
