#include <nlohmann/json.hpp>
#include <variant>

#include "compiler/diagnostics/order.h"
#include "compiler/diagnostics/render.h"
#include "compiler/diagnostics/shorten.h"

namespace nansen {

namespace {

using Json = nlohmann::ordered_json;

/// Adds the file of `span`, and where in it the span begins and ends.
void add_span(Json& object, const Span& span, const SourceFiles& files) {
  if (!span.valid()) return;
  const LineColumn begin = files.line_column(span.file, span.begin);
  const LineColumn end = files.line_column(span.file, span.end);
  object["file"] = files[span.file].path;
  object["line"] = begin.line;
  object["column"] = begin.column;
  object["end_line"] = end.line;
  object["end_column"] = end.column;
}

struct LocationWriter {
  Json& object;
  const SourceFiles& files;

  void operator()(const CommandLocation&) const {}
  void operator()(const FileLocation& file) const { object["file"] = file.path; }
  void operator()(const Span& span) const { add_span(object, span, files); }
  void operator()(const TableLocation& cell) const {
    object["file"] = cell.path;
    if (cell.row > 0) object["row"] = cell.row;
    if (cell.column > 0) object["column"] = cell.column;
    if (!cell.column_name.empty()) object["column_name"] = shortened(cell.column_name);
  }
};

Json json_of(const Diagnostic& diagnostic, const SourceFiles& files) {
  Json object;
  object["number"] = number_of(diagnostic.code);
  object["name"] = registration(diagnostic.code).name;
  object["severity"] = diagnostic.severity == Severity::Error ? "error" : "warning";
  object["message"] = shortened(diagnostic.message);
  object["help"] = shortened(diagnostic.help);
  object["provision"] = shortened(diagnostic.provision);
  for (const char* field :
       {"file", "line", "column", "end_line", "end_column", "row", "column_name"}) {
    object[field] = nullptr;
  }
  std::visit(LocationWriter{object, files}, diagnostic.location);
  object["labels"] = Json::array();
  for (const Label& label : diagnostic.labels) {
    Json entry;
    entry["message"] = shortened(label.message);
    for (const char* field : {"file", "line", "column", "end_line", "end_column"}) {
      entry[field] = nullptr;
    }
    add_span(entry, label.span, files);
    object["labels"].push_back(std::move(entry));
  }
  return object;
}

}  // namespace

std::string render_json(std::span<const Diagnostic> diagnostics, const SourceFiles& files) {
  Json array = Json::array();
  for (const Diagnostic* diagnostic : in_reading_order(diagnostics)) {
    array.push_back(json_of(*diagnostic, files));
  }
  // What the user wrote may not be UTF-8; JSON must be.
  return array.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace nansen
