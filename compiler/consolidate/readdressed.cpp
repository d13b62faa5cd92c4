#include "compiler/consolidate/readdressed.h"

namespace nansen::consolidate {

namespace {

/// Where `address` lies in `from`, that part of it becomes `to`.
void readdress(std::string& address, const std::string& from, const std::string& to) {
  if (lies_in(address, from)) address.replace(0, from.size(), to);
}

}  // namespace

bool lies_in(std::string_view address, std::string_view holder) {
  // What the text says of itself has no address: nothing else lies in it.
  if (holder.empty() || !address.starts_with(holder)) return address == holder;
  const std::string_view rest = address.substr(holder.size());
  return rest.empty() || rest.starts_with('(') || rest.starts_with(',') || rest.starts_with(" (") ||
         rest.starts_with('.');
}

std::string address_before(const std::vector<Change>& changes, std::size_t end,
                           std::string address) {
  for (std::size_t i = end; i-- > 0;) {
    const Change& change = changes[i];
    if (change.kind == ChangeKind::Inserted && lies_in(address, change.new_address)) return {};
    if (change.kind == ChangeKind::Renumbered) {
      readdress(address, change.new_address, change.old_address);
    }
  }
  return address;
}

std::string address_after(const std::vector<Change>& changes, std::size_t begin,
                          std::string address) {
  for (std::size_t i = begin; i < changes.size(); ++i) {
    const Change& change = changes[i];
    if (change.kind == ChangeKind::Renumbered) {
      readdress(address, change.old_address, change.new_address);
    }
  }
  return address;
}

}  // namespace nansen::consolidate
