// Groups of heads: `all of { ... }`. The grammar reads any mixture of labels and commas; here it is
// held to one of the two ways.
#include <algorithm>

#include "compiler/syntax/builder.h"

namespace nansen::syntax {

ast::Head Builder::head(Parser::HeadContext* context) {
  ast::Head result;
  result.label = head_label(context->headLabel());
  result.expression =
      context->expression() == nullptr ? missing(context) : expression(context->expression());
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return result;
}

ast::ExpressionPtr Builder::group(Parser::GroupContext* context) {
  ast::Group result;
  if (Parser::QuantityContext* quantity = context->quantity()) {
    if (quantity->ANY() != nullptr) result.quantity = ast::Quantity::Any;
    if (quantity->NONE() != nullptr) result.quantity = ast::Quantity::None;
    if (quantity->LEAST() != nullptr) {
      result.quantity = ast::Quantity::AtLeast;
      result.count = count(quantity->INTEGER_NUMERAL());
    }
  }
  const auto heads = context->head();
  for (Parser::HeadContext* child : heads) result.heads.push_back(head(child));
  if (result.heads.empty()) return missing(context);
  const Span whole = span(context);
  check_heads(context, heads, !has_error_inside(whole));
  return make(whole, std::move(result));
}

void Builder::check_heads(Parser::GroupContext* context,
                          const std::vector<Parser::HeadContext*>& heads, bool tell) {
  const bool labelled = heads.front()->headLabel() != nullptr;
  for (Parser::HeadContext* head : heads) {
    if ((head->headLabel() != nullptr) == labelled) continue;
    has_stray_heads_ = true;
    if (!tell) return;
    emitter_.emit(Code::MixedHeads, span(head))
        .labels.push_back(Label{span(heads.front()),
                                labelled ? "this head has a label" : "this head has no label"});
    return;
  }
  bool after_comma = true;
  for (antlr4::tree::ParseTree* child : context->children) {
    if (auto* head = dynamic_cast<Parser::HeadContext*>(child)) {
      if (!labelled && !after_comma) {
        has_stray_heads_ = true;
        if (tell) emitter_.emit(Code::MissingComma, span(head));
      }
      after_comma = false;
    } else if (auto* terminal = dynamic_cast<Terminal*>(child)) {
      if (terminal->getSymbol()->getType() != Word::COMMA) continue;
      if (labelled) {
        if (!tell) return;
        emitter_.emit(Code::UnexpectedText, span(terminal), "\",\"",
                      "heads with labels are not separated by commas");
        return;
      }
      after_comma = true;
    }
  }
}

bool Builder::has_error_inside(Span span) const {
  const auto& found = emitter_.diagnostics();
  return std::any_of(found.begin(), found.end(), [span](const Diagnostic& diagnostic) {
    const auto* place = std::get_if<Span>(&diagnostic.location);
    return place != nullptr && place->file == span.file && place->begin >= span.begin &&
           place->begin <= span.end;
  });
}

}  // namespace nansen::syntax
