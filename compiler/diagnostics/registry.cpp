// The tables of registry/, gathered into one list that is sorted by number, and the helps that
// differ by door.
#include <algorithm>
#include <array>

#include "compiler/base/bug.h"
#include "compiler/diagnostics/diagnostic.h"

namespace nansen {

namespace {

constexpr auto registrations = [] {
  std::array table = std::to_array<Registration>({
#define NANSEN_DIAGNOSTIC(name, number, severity, message, help) \
  {Code::name, #name, severity, message, help},
#include "compiler/diagnostics/registry.def"
#undef NANSEN_DIAGNOSTIC
  });
  std::ranges::sort(table, {}, &Registration::code);
#define NANSEN_LIBRARY_HELP(name, words) \
  std::ranges::lower_bound(table, Code::name, {}, &Registration::code)->library_help = words;
#include "compiler/diagnostics/registry/library.def"
#undef NANSEN_LIBRARY_HELP
  return table;
}();

static_assert(std::ranges::adjacent_find(registrations, {}, &Registration::code) ==
                  registrations.end(),
              "two diagnostics have one number");

}  // namespace

std::span<const Registration> all_registrations() { return registrations; }

const Registration& registration(Code code) {
  const auto row = std::ranges::lower_bound(registrations, code, {}, &Registration::code);
  if (row == registrations.end() || row->code != code) bug("a diagnostic without a registration");
  return *row;
}

const std::string& help_at(Door door, const Diagnostic& diagnostic) {
  const bool other = door == Door::Library && !diagnostic.library_help.empty();
  return other ? diagnostic.library_help : diagnostic.help;
}

}  // namespace nansen
