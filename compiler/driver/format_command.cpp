// nansen format: the canonical layout, on standard output, in place, or only checked.

#include "compiler/format/format.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "compiler/driver/command.h"

namespace nansen::driver {

namespace {

using Texts = std::vector<std::pair<std::string, std::string>>;  // path, text

/// Writes all of the files or, where one of them cannot be written, none.
void write(const Texts& texts, Command& command) {
  std::vector<std::unique_ptr<Output>> outputs;
  std::vector<Output*> pointers;
  for (const auto& [path, text] : texts) {
    outputs.push_back(std::make_unique<Output>(path));
    pointers.push_back(outputs.back().get());
    if (const auto failure = outputs.back()->open()) return command.report(*failure);
    outputs.back()->write(text);
  }
  command.commit(pointers);
}

}  // namespace

Status run_format(const FormatArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  if (!session.load_named()) return command.close();
  bool canonical = true;
  Texts changed;
  for (const ast::File& file : session.loaded().files) {
    const SourceBuffer& source = session.sources()[file.file];
    const auto text = format::format(session.sources(), file.file, command.emitter());
    if (!text) continue;
    if (!arguments.write && !arguments.check) print_out(*text);
    if (*text != source.text) changed.emplace_back(source.path, *text);
  }
  if (command.emitter().has_errors()) return command.close();
  for (const auto& [path, text] : changed) {
    if (!arguments.check) continue;
    print_out(fmt::format("{} is not in the canonical layout\n", path));
    canonical = false;
  }
  if (arguments.write) write(changed, command);
  const Status status = command.close();
  return canonical ? status : Status::WrongInput;
}

}  // namespace nansen::driver
