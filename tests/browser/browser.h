// A browser without a screen that opens pages, for tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/files.h"

namespace nansen::browser {

/// The command of a Chromium on the PATH; nothing where there is none.
std::optional<std::string> chromium();

enum class Shade : std::uint8_t { Light, Dark };

/// Opens pages from a folder of its own.
class Browser {
 public:
  /// What tests/browser/audit.js finds in `page`, on a screen of `width`; `console` gets what the
  /// browser itself complains of. Below 500, the page stands in a frame of that width.
  nlohmann::json audit(const std::string& page, int width, Shade shade, std::string& console) const;

  /// A picture of the page on a screen of 1200 by 1600.
  struct Picture {
    std::size_t width = 0, height = 0;
    std::vector<unsigned char> grey;  // a byte a pixel, row by row
  };
  Picture screenshot(const std::string& page, Shade shade) const;

  /// The pages of its print.
  std::vector<Picture> print(const std::string& page) const;

  /// The words of its print.
  std::string printed_words(const std::string& page) const;

 private:
  /// `shell` follows the command: where its output goes.
  std::string run(const std::string& options, const std::filesystem::path& page,
                  const std::string& shell = "") const;
  void to_pdf(const std::string& page) const;

  testing_support::ScratchFolder folder_;
};

/// The grey that most of its pixels have.
int ground_of(const Browser::Picture& picture);

/// Of all pixels, those whose grey is not within 40 of `grey`: 0.1 is a tenth.
double share_of_others(const Browser::Picture& picture, int grey);

}  // namespace nansen::browser
