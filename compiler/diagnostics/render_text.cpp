// error N2001: nothing here is called "refugeee"; did you mean "refugee"?
//   --> oau_1969.treaty:14:7
//    |
// 14 |       refugeee does not apply where any of {
//    |       ^^^^^^^^
//    = in OAU Convention, art. I(4) "Cessation"
//    = help: declare it, or name the instrument it belongs to
#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/base/utf8.h"
#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/order.h"
#include "compiler/diagnostics/render.h"
#include "compiler/diagnostics/shorten.h"

namespace nansen {

namespace {

class Renderer {
 public:
  Renderer(const SourceFiles& files, bool colour, Door door)
      : files_(files), paint_(colour), door_(door) {}

  void add(const Diagnostic& diagnostic) {
    const std::vector<Annotation> annotations = annotations_of(diagnostic);
    gutter_ = gutter_width(annotations, files_);
    add_headline(diagnostic);
    std::visit([&](const auto& location) { add_location(location); }, diagnostic.location);
    add_excerpts(annotations);
    if (!diagnostic.provision.empty()) add_remark("in " + diagnostic.provision);
    for (const Label& label : diagnostic.labels) {
      if (!label.span.valid()) add_remark("note: " + label.message);
    }
    const std::string& help = help_at(door_, diagnostic);
    if (!help.empty()) add_remark("help: " + help);
    output_ += '\n';
    (diagnostic.severity == Severity::Error ? errors_ : warnings_) += 1;
  }

  std::string finish() && {
    const auto counted = [](std::size_t count, std::string_view word) {
      return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
    };
    if (errors_ > 0) output_ += counted(errors_, "error");
    if (errors_ > 0 && warnings_ > 0) output_ += " and ";
    if (warnings_ > 0) output_ += counted(warnings_, "warning");
    if (errors_ >= Emitter::limit || warnings_ >= Emitter::limit) {
      output_ += "; any further ones are not shown";
    }
    output_ += '\n';
    return std::move(output_);
  }

 private:
  /// The primary place first, then the labels that have one.
  static std::vector<Annotation> annotations_of(const Diagnostic& diagnostic) {
    std::vector<Annotation> annotations;
    const auto* primary = std::get_if<Span>(&diagnostic.location);
    if (primary != nullptr && primary->valid()) annotations.push_back({*primary, true, ""});
    for (const Label& label : diagnostic.labels) {
      if (label.span.valid()) annotations.push_back({label.span, false, shortened(label.message)});
    }
    return annotations;
  }

  void add_headline(const Diagnostic& diagnostic) {
    const bool error = diagnostic.severity == Severity::Error;
    const std::string kind = (error ? "error " : "warning ") + number_of(diagnostic.code);
    output_ += error ? paint_.error(kind) : paint_.warning(kind);
    output_ += paint_.strong(": " + printable(shortened(diagnostic.message))) + '\n';
  }

  void add_arrow(std::string_view arrow, std::string_view place) {
    output_ += std::string(gutter_, ' ') + paint_.gutter(arrow) + " ";
    output_ += printable(place) + '\n';
  }

  void add_location(const CommandLocation&) {}
  void add_location(const FileLocation& file) { add_arrow("-->", file.path); }
  void add_location(const Span& span) {
    if (span.valid()) add_arrow("-->", place_of(span));
  }
  void add_location(const TableLocation& cell) {
    std::string place = cell.path;
    if (cell.row > 0) place += fmt::format(" row {}", cell.row);
    if (cell.column > 0) place += fmt::format(", column {}", cell.column);
    if (!cell.column_name.empty()) place += shortened(fmt::format(" \"{}\"", cell.column_name));
    add_arrow("-->", place);
  }

  std::string place_of(const Span& span) const {
    const LineColumn place = files_.line_column(span.file, span.begin);
    return fmt::format("{}:{}:{}", files_[span.file].path, place.line, place.column);
  }

  /// One excerpt a file, that of the primary place first; inside a file in the order of the text.
  void add_excerpts(const std::vector<Annotation>& annotations) {
    std::vector<FileId> order;
    for (const Annotation& annotation : annotations) {
      if (std::ranges::find(order, annotation.span.file) == order.end()) {
        order.push_back(annotation.span.file);
      }
    }
    const bool has_primary = !annotations.empty() && annotations.front().primary;
    for (std::size_t i = 0; i < order.size(); ++i) {
      std::vector<Annotation> here;
      std::ranges::copy_if(annotations, std::back_inserter(here),
                           [&](const Annotation& entry) { return entry.span.file == order[i]; });
      if (i > 0 || !has_primary) add_arrow(":::", place_of(here.front().span));
      std::ranges::stable_sort(here, {}, &Annotation::span);
      output_ += excerpt(here, files_, gutter_, paint_);
    }
  }

  void add_remark(std::string_view text) {
    const std::string margin(gutter_ + 1, ' ');
    std::string line = printable(shortened(text));
    for (std::size_t at = line.find('\n'); at != std::string::npos; at = line.find('\n', at + 1)) {
      line.insert(at + 1, margin + "  ");
    }
    output_ += margin + paint_.gutter("=") + " " + line + '\n';
  }

  const SourceFiles& files_;
  Paint paint_;
  Door door_;
  std::string output_;
  std::size_t gutter_ = 0;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

}  // namespace

std::string render_text(std::span<const Diagnostic> diagnostics, const SourceFiles& files,
                        bool colour, Door door) {
  if (diagnostics.empty()) return {};
  Renderer renderer(files, colour, door);
  for (const Diagnostic* diagnostic : in_reading_order(diagnostics)) renderer.add(*diagnostic);
  return std::move(renderer).finish();
}

}  // namespace nansen
