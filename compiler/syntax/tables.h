// What compiler/syntax/tables works out of the grammar when the compiler is built, so that no
// process has to: how characters make tokens, and what the parser finds by looking ahead. For files
// of this folder.
#pragma once

#include <cstdint>
#include <span>

namespace nansen::syntax::tables {

/// No state leads there.
inline constexpr std::uint16_t nowhere = 0xFFFF;

// ---- tokens ------------------------------------------------------------------------------------

/// A class of characters that no token tells apart.
using Class = std::uint8_t;

/// The code points from `first` to that of the next.
struct CodePoints {
  std::uint32_t first = 0;
  Class characters = 0;
};

/// What has been read in a state.
struct Accepted {
  std::uint16_t type = 0;   // of the token; 0: no token yet
  bool is_skipped = false;  // it is none for the parser
};

/// All code points, in order.
extern const std::span<const CodePoints> code_points;
extern const std::size_t classes;
/// The next state for each class, state by state; the first state is where each token begins.
extern const std::span<const std::uint16_t> token_states;
extern const std::span<const Accepted> accepted;

// ---- looking ahead -----------------------------------------------------------------------------

/// The tokens from `first` to `last` lead to `next`: a state, or an alternative with that bit set.
/// The end of the file is token 0.
struct Edge {
  std::uint16_t first = 0;
  std::uint16_t last = 0;
  std::uint16_t next = 0;
};

inline constexpr std::uint16_t alternative = 0x8000;

/// Where looking ahead begins, for each decision of the parser; may be `nowhere`.
extern const std::span<const std::uint16_t> decisions;
/// The first edge of each state, and behind them the number of edges. Those of a state are in the
/// order of their tokens.
extern const std::span<const std::uint32_t> first_edges;
extern const std::span<const Edge> edges;

}  // namespace nansen::syntax::tables
