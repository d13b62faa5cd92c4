// The receipt in a page: the address of the link that saves it.
#include "compiler/receipt/receipt.h"

namespace nansen::receipt {
namespace {

constexpr std::string_view link = "href=\"data:application/json;charset=utf-8,";

// The value of a hexadecimal digit; nothing of another letter.
std::optional<unsigned> value_of(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> in_page(std::string_view page) {
  const std::size_t begin = page.find(link);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view rest = page.substr(begin + link.size());
  const std::size_t end = rest.find('"');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view address = rest.substr(0, end);
  std::string text;
  for (std::size_t at = 0; at < address.size(); ++at) {
    if (address[at] != '%') {
      text += address[at];
      continue;
    }
    if (at + 2 >= address.size()) return std::nullopt;
    const auto high = value_of(address[at + 1]);
    const auto low = value_of(address[at + 2]);
    if (!high || !low) return std::nullopt;
    text += static_cast<char>(*high * 16 + *low);
    at += 2;
  }
  return text;
}

}  // namespace nansen::receipt
