#include "compiler/syntax/look_ahead.h"

#include <algorithm>
#include <optional>

#include "compiler/syntax/tables.h"

namespace nansen::syntax {
namespace {

using antlr4::atn::ParserATNSimulator;

/// Where `token` leads from `state`; may be `nowhere`.
std::uint16_t next_of(std::uint16_t state, std::uint16_t token) {
  const auto begin = tables::edges.begin() + tables::first_edges[state];
  const auto end = tables::edges.begin() + tables::first_edges[state + 1U];
  const auto edge = std::lower_bound(
      begin, end, token,
      [](const tables::Edge& each, std::uint16_t value) { return each.last < value; });
  return edge == end || token < edge->first ? tables::nowhere : edge->next;
}

/// The alternative that the tables have for tokens from `at` on, if they have one.
std::optional<std::size_t> decided(std::size_t decision, const std::vector<std::uint16_t>& tokens,
                                   std::size_t at) {
  std::uint16_t state = tables::decisions[decision];
  while (state != tables::nowhere && at < tokens.size()) {
    state = next_of(state, tokens[at++]);
    if (state != tables::nowhere && (state & tables::alternative) != 0) {
      return state & ~tables::alternative;
    }
  }
  return std::nullopt;
}

ParserATNSimulator& simulator_of(Parser& parser) {
  return *parser.getInterpreter<ParserATNSimulator>();
}

}  // namespace

LookAhead::LookAhead(Parser& reader, antlr4::BufferedTokenStream& stream)
    : ParserATNSimulator(&reader, reader.getATN(), simulator_of(reader).decisionToDFA,
                         simulator_of(reader).getSharedContextCache()) {
  tokens_.reserve(stream.size());
  for (std::size_t at = 0; at < stream.size(); ++at) {
    const std::size_t type = stream.get(at)->getType();
    tokens_.push_back(type == antlr4::Token::EOF ? std::uint16_t{0}
                                                 : static_cast<std::uint16_t>(type));
  }
}

std::size_t LookAhead::adaptivePredict(antlr4::TokenStream* input, std::size_t decision,
                                       antlr4::ParserRuleContext* context) {
  if (getPredictionMode() == antlr4::atn::PredictionMode::SLL) {
    if (const auto alternative = decided(decision, tokens_, input->index())) return *alternative;
    ++left_open_;
  }
  return ParserATNSimulator::adaptivePredict(input, decision, context);
}

}  // namespace nansen::syntax
