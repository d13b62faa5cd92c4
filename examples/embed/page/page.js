// An artefact of `nansen build` in a browser: asks for the facts, shows the answer and its rules.
import { load } from "nansen";
const evaluator = await load("provision.wasm");
const facts = {}, marks = { true: "yes", false: "no", null: "open" };
const verdict = { true: "Yes", false: "No", null: "Not yet determined" };
const say = (value) => ({ true: "Yes", false: "No", null: "Not known" })[value] ?? value.replaceAll("_", " ");
function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
function question({ name, kind, members, question }) {
  const many = kind === "set", values = many ? members : [...(kind === "boolean" ? [true, false] : members), null];
  const inputs = values.map((value) => made("input", { type: many ? "checkbox" : "radio", name, checked: value === null }));
  inputs.forEach((input, at) => (input.onchange = () => {
    facts[name] = many ? members.filter((_, member) => inputs[member].checked) : values[at];
    show();
  }));
  const labels = inputs.map((input, at) => made("label", {}, input, made("span", {}, say(values[at]))));
  return made("fieldset", {}, made("legend", {}, question), ...labels);
}
function show() {
  const { answers, rules } = evaluator.explain(facts);
  const first = rules.filter(({ citation }, at) => rules.findIndex((rule) => rule.citation === citation) === at);
  document.querySelector("section").replaceChildren(...evaluator.schema.definitions.map(({ name, citation }) =>
    made("p", { className: `verdict ${marks[answers[name]]}` }, made("strong", {}, verdict[answers[name]]), citation)),
  made("ol", {}, ...first.map(({ citation, heading, truth }) => made("li", { className: marks[truth] }, made("b", {}, citation), ` ${heading}`))));
}
document.querySelector("form").append(...evaluator.schema.tables[0].columns.filter(({ kind }) => /boolean|enumeration|set/.test(kind)).map(question));
show();
