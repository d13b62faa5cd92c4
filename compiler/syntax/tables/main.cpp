// Runs while the compiler is built: syntax_tables FILE writes the tables of the grammar as C++.
#include <fstream>

#include "compiler/syntax/tables/make.h"

int main(int count, char** words) {
  if (count != 2) return 2;
  std::ofstream out(words[1]);
  out << "// Made of the grammar by compiler/syntax/tables.\n"
         "#include \"compiler/syntax/tables.h\"\n\n"
         "namespace nansen::syntax::tables {\n\n";
  nansen::syntax::tables::write_token_tables(out);
  nansen::syntax::tables::write_look_ahead_tables(out);
  out << "}  // namespace nansen::syntax::tables\n";
  out.close();
  return out.good() ? 0 : 1;
}
