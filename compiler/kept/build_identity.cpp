// Which file the running code was loaded from, and which state of that file.
#include <link.h>
#include <sys/stat.h>

#include <string>

#include "compiler/kept/files.h"

namespace nansen::kept {
namespace {

struct Search {
  std::uintptr_t address = 0;
  std::string path;  // what is found
};

int look_at(struct dl_phdr_info* object, std::size_t /*size*/, void* data) {
  auto& search = *static_cast<Search*>(data);
  for (int segment = 0; segment < object->dlpi_phnum; ++segment) {
    const ElfW(Phdr)& header = object->dlpi_phdr[segment];
    const std::uintptr_t begin = object->dlpi_addr + header.p_vaddr;
    if (header.p_type != PT_LOAD || search.address < begin ||
        search.address - begin >= header.p_memsz) {
      continue;
    }
    const std::string name = object->dlpi_name;
    search.path = name.empty() ? "/proc/self/exe" : name;  // the program itself has no name here
    return 1;
  }
  return 0;
}

std::string find_identity() {
  Search search;
  search.address = reinterpret_cast<std::uintptr_t>(&look_at);
  struct stat status = {};
  if (dl_iterate_phdr(look_at, &search) == 0 || ::stat(search.path.c_str(), &status) != 0) {
    return {};
  }
  std::string identity;
  for (const long part : {static_cast<long>(status.st_ino), static_cast<long>(status.st_size),
                          static_cast<long>(status.st_mtim.tv_sec), status.st_mtim.tv_nsec}) {
    identity += std::to_string(part) + " ";
  }
  return identity;
}

}  // namespace

const std::string& build_identity() {
  static const std::string identity = find_identity();
  return identity;
}

}  // namespace nansen::kept
