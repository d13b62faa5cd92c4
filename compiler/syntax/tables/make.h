// The tables that are made of the grammar when the compiler is built. Each is written as the
// definitions of what compiler/syntax/tables.h declares.
#pragma once

#include <ostream>
#include <string_view>

namespace nansen::syntax::tables {

void write_token_tables(std::ostream& out);
void write_look_ahead_tables(std::ostream& out);

/// Writes a table called `name` of elements of `type`, each as `write_element` writes it, and the
/// span over it that is declared.
template <typename Elements, typename WriteElement>
void write_table(std::ostream& out, std::string_view name, std::string_view type,
                 const Elements& elements, const WriteElement& write_element) {
  constexpr std::size_t in_a_line = 16;
  out << "static const " << type << ' ' << name << "_table[] = {";
  std::size_t count = 0;
  for (const auto& element : elements) {
    out << (count++ % in_a_line == 0 ? "\n" : " ");
    write_element(element);
    out << ',';
  }
  out << "\n};\nconst std::span<const " << type << "> " << name << '(' << name << "_table);\n\n";
}

}  // namespace nansen::syntax::tables
