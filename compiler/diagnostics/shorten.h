// What a message quotes, cut where it is so long that the message would drown in it. Used inside
// this room only.
#pragma once

#include <string>
#include <string_view>

namespace nansen {

/// `text` with each word, and each text in double quotes, of more than 120 characters cut to its
/// first 40 and `...`.
std::string shortened(std::string_view text);

}  // namespace nansen
