#include "tests/browser/browser.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen::browser {

namespace fs = std::filesystem;
using nlohmann::json;
using testing_support::read_file;
using testing_support::write_file;

namespace {

/// With the audit as its first script, so that it sees errors of those after it.
std::string audited(const std::string& page) {
  const auto audit =
      read_file(testing_support::source_directory() / "tests" / "browser" / "audit.js");
  const std::size_t head = page.find("<head>") + std::string("<head>").size();
  std::string made = page;
  return made.insert(head, "<script nonce=\"page\">" + audit.value() + "</script>");
}

/// Shows `page.html` on a narrow screen, and hands on what its audit finds.
std::string framed(int width) {
  return "<!DOCTYPE html><body><iframe src=\"page.html\" width=\"" + std::to_string(width) +
         "\" height=\"900\" style=\"border:0\"></iframe><script>"
         "addEventListener('message', event => {"
         "const place = document.createElement('pre'); place.id = 'findings';"
         "place.textContent = encodeURIComponent(JSON.stringify(event.data));"
         "document.body.append(place); });</script>";
}

std::string decoded(const std::string& text) {
  std::string made;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size()) {
      made += static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16));
      at += 2;
    } else {
      made += text[at];
    }
  }
  return made;
}

std::string shade_option(Shade shade) {
  // Of Chromium: 0 is dark, 1 is light.
  return std::string(" --blink-settings=preferredColorScheme=") +
         (shade == Shade::Dark ? "0" : "1");
}

/// A PGM of bytes.
Browser::Picture picture_of(const fs::path& path) {
  const std::string bytes = read_file(path).value_or("");
  std::istringstream stream(bytes);
  std::string kind;
  std::size_t greatest = 0;
  Browser::Picture made;
  stream >> kind >> made.width >> made.height >> greatest;
  const auto begin = static_cast<std::size_t>(stream.tellg()) + 1;
  if (kind != "P5" || greatest != 255 || bytes.size() < begin + made.width * made.height) return {};
  made.grey.assign(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.end());
  return made;
}

}  // namespace

std::optional<std::string> chromium() {
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
    const std::string command = "command -v " + std::string(name) + " >/dev/null";
    if (std::system(command.c_str()) == 0) return name;
  }
  return std::nullopt;
}

std::string Browser::run(const std::string& options, const fs::path& page,
                         const std::string& shell) const {
  // A container's root has no sandbox, and often little shared memory. Time is virtual, so that
  // the page's timers are over when it is looked at, however slow the machine.
  const std::string command =
      chromium().value() +
      " --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars"
      " --no-first-run --disable-background-networking --user-data-dir=profile"
      " --virtual-time-budget=20000 " +
      options + " 'file://" + page.string() + "' " + shell;
  return testing_support::run_command(command, folder_.path()).output;
}

json Browser::audit(const std::string& page, int width, Shade shade, std::string& console) const {
  fs::path path = folder_.path() / "page.html";
  write_file(path, audited(page));
  if (width < 500) {
    path = folder_.path() / "frame.html";
    write_file(path, framed(width));
  }
  run("--window-size=" + std::to_string(std::max(width, 500)) +
          ",900 --enable-logging=stderr --log-level=0 --dump-dom" + shade_option(shade),
      path, ">dom.html 2>log.txt");
  for (const std::string& line :
       testing_support::lines_of(read_file(folder_.path() / "log.txt").value_or(""))) {
    if (line.find("CONSOLE") != std::string::npos) console += line + "\n";
  }
  const std::string dom = read_file(folder_.path() / "dom.html").value_or("");
  const std::string mark = "<pre id=\"findings\">";
  const std::size_t at = dom.find(mark);
  if (at == std::string::npos) return nullptr;
  const std::size_t begin = at + mark.size();
  return json::parse(decoded(dom.substr(begin, dom.find('<', begin) - begin)), nullptr, false);
}

Browser::Picture Browser::screenshot(const std::string& page, Shade shade) const {
  const fs::path path = folder_.path() / "page.html";
  write_file(path, page);
  run("--window-size=1200,1600 --screenshot=shot.png" + shade_option(shade), path);
  testing_support::run_command("pngtopnm shot.png | ppmtopgm >shot.pgm", folder_.path());
  return picture_of(folder_.path() / "shot.pgm");
}

void Browser::to_pdf(const std::string& page) const {
  const fs::path path = folder_.path() / "page.html";
  write_file(path, page);
  // A dark screen must not make for dark paper.
  run("--no-pdf-header-footer --print-to-pdf=page.pdf" + shade_option(Shade::Dark), path);
}

std::vector<Browser::Picture> Browser::print(const std::string& page) const {
  to_pdf(page);
  testing_support::run_command("pdftoppm -gray -r 40 page.pdf sheet", folder_.path());
  std::vector<Picture> made;
  for (const fs::path& sheet : testing_support::files_in(folder_.path(), {".pgm"})) {
    if (sheet.filename().string().starts_with("sheet")) made.push_back(picture_of(sheet));
  }
  return made;
}

std::string Browser::printed_words(const std::string& page) const {
  to_pdf(page);
  return testing_support::run_command("pdftotext -layout page.pdf -", folder_.path()).output;
}

int ground_of(const Browser::Picture& picture) {
  std::array<std::size_t, 256> counts{};
  for (const unsigned char grey : picture.grey) ++counts[grey];
  return static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

double share_of_others(const Browser::Picture& picture, int grey) {
  std::size_t count = 0;
  for (const unsigned char pixel : picture.grey) count += std::abs(pixel - grey) > 40;
  return picture.grey.empty()
             ? 0
             : static_cast<double>(count) / static_cast<double>(picture.grey.size());
}

}  // namespace nansen::browser
