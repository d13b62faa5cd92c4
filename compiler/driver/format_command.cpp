// nansen format: the canonical layout, on standard output, in place, or only checked.

#include "compiler/format/format.h"

#include <fmt/format.h>

#include "compiler/driver/command.h"

namespace nansen::driver {

Status run_format(const FormatArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  if (!session.load_named()) return command.close();
  bool canonical = true;
  std::vector<std::pair<std::string, std::string>> changed;  // path, text
  for (const ast::File& file : session.loaded().files) {
    const SourceBuffer& source = session.sources()[file.file];
    const auto text = format::format(session.sources(), file.file, command.emitter());
    if (!text) continue;
    if (!arguments.write && !arguments.check) print_out(*text);
    if (*text != source.text) changed.emplace_back(source.path, *text);
  }
  if (command.emitter().has_errors()) return command.close();
  for (const auto& [path, text] : changed) {
    if (arguments.check) {
      print_out(fmt::format("{} is not in the canonical layout\n", path));
      canonical = false;
    } else if (arguments.write) {
      Output output(path);
      output.write(text);
      command.commit(output, path);
    }
  }
  const Status status = command.close();
  return canonical ? status : Status::WrongInput;
}

}  // namespace nansen::driver
