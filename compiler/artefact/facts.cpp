#include "compiler/artefact/facts.h"

namespace nansen::artefact {

const program::Fact* fact_of(const Image& image, const ir::Column& column) {
  const std::string& entity = image.normal.domains[column.domain].entity;
  for (const program::Fact& fact : image.program.facts) {
    if (fact.name == column.name && fact.entity.valid() &&
        image.program.entities[fact.entity].name == entity) {
      return &fact;
    }
  }
  return nullptr;
}

std::string table_name(const ir::Module& module, ir::DomainId id) {
  const ir::Domain& domain = module.domains[id];
  if (domain.kind == ir::DomainKind::Root) return {};
  if (domain.kind == ir::DomainKind::Referenced) return domain.entity;
  const std::string above = table_name(module, domain.parent);
  return (above.empty() ? above : above + ".") + module.columns[domain.link].name;
}

}  // namespace nansen::artefact
