#include "compiler/ir/label.h"

#include <algorithm>

namespace nansen::ir {

std::vector<std::string> domain_labels(const Module& module) {
  std::vector<std::string> labels;
  for (const Domain& domain : module.domains) {
    switch (domain.kind) {
      case DomainKind::Root: labels.push_back(domain.entity); break;
      case DomainKind::Referenced: labels.push_back("*" + domain.entity); break;
      case DomainKind::Rows: {
        const auto parent = static_cast<std::size_t>(domain.parent.index);
        const bool known = domain.parent.valid() && parent < labels.size();
        labels.push_back(
            (known ? labels[parent] : "?") + "." +
            (module.columns.contains(domain.link) ? module.columns[domain.link].name : "?"));
        break;
      }
    }
  }
  return labels;
}

bool is_word(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') ||
           (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
  });
}

std::string_view to_string(DomainKind kind) {
  switch (kind) {
    case DomainKind::Root: return "root";
    case DomainKind::Rows: return "rows";
    case DomainKind::Referenced: return "referenced";
  }
  return "?";
}

std::string_view to_string(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::Boolean: return "boolean";
    case ColumnKind::Enumeration: return "enumeration";
    case ColumnKind::OrderedEnumeration: return "ordered_enumeration";
    case ColumnKind::Set: return "set";
    case ColumnKind::Number: return "number";
    case ColumnKind::Reference: return "reference";
    case ColumnKind::Rows: return "rows";
  }
  return "?";
}

std::string_view to_string(OutputKind kind) {
  switch (kind) {
    case OutputKind::Truth: return "truth";
    case OutputKind::Enumeration: return "enumeration";
    case OutputKind::OrderedEnumeration: return "ordered_enumeration";
    case OutputKind::Number: return "number";
    case OutputKind::Date: return "date";
    case OutputKind::DateRange: return "date_range";
  }
  return "?";
}

}  // namespace nansen::ir
