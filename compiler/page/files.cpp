#include "compiler/page/files.h"

// The assembler puts each file between two marks; where the files are is told by CMakeLists.txt.
#define NANSEN_EMBED(name, path)                                                             \
  asm(".pushsection .rodata\n"                                                               \
      ".global nansen_page_" #name                                                           \
      "_begin\n"                                                                             \
      ".global nansen_page_" #name                                                           \
      "_end\n"                                                                               \
      "nansen_page_" #name                                                                   \
      "_begin:\n"                                                                            \
      ".incbin \"" path                                                                      \
      "\"\n"                                                                                 \
      "nansen_page_" #name                                                                   \
      "_end:\n"                                                                              \
      ".byte 0\n"                                                                            \
      ".popsection\n");                                                                      \
  extern "C" {                                                                               \
  __attribute__((visibility("hidden"))) extern const char nansen_page_##name##_begin[];      \
  __attribute__((visibility("hidden"))) extern const char nansen_page_##name##_end[];        \
  }                                                                                          \
  namespace nansen::page::files {                                                            \
  std::string_view name() { return {nansen_page_##name##_begin, nansen_page_##name##_end}; } \
  }

NANSEN_EMBED(skeleton, NANSEN_PAGE_FOLDER "/page.mustache")
NANSEN_EMBED(figure, NANSEN_PAGE_FOLDER "/figure.mustache")
NANSEN_EMBED(subject, NANSEN_PAGE_FOLDER "/subject.mustache")
NANSEN_EMBED(style, NANSEN_PAGE_FOLDER "/style.css")
NANSEN_EMBED(licence, NANSEN_PAGE_FOLDER "/vega_licence.txt")
NANSEN_EMBED(library, NANSEN_VEGA_BUNDLE)
NANSEN_EMBED(script, NANSEN_PAGE_FOLDER "/script.js")
