// An artefact of `nansen build` in a browser: asks for the facts, shows the answer and its rules.
import { load } from "nansen";
const evaluator = await load("provision.wasm");
const facts = {}, marks = { true: "yes", false: "no", null: "open" };
const verdict = { true: "Yes", false: "No", null: "Not yet determined" };
const say = (value) => ({ true: "Yes", false: "No", null: "Not known", none: "None" })[value] ?? value.replaceAll("_", " ");
function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
function choice(type, name, value, checked, choose) {
  const input = made("input", { type, name, checked, onchange: () => (choose(), show()) });
  return made("label", {}, input, made("span", {}, say(value)));
}
function question({ name, kind, members, question }) {
  const choices = kind === "set" ? setChoices(name, members)
    : [...(kind === "boolean" ? [true, false] : members), null].map((value) =>
      choice("radio", name, value, value === null, () => (facts[name] = value)));
  return made("fieldset", {}, made("legend", {}, question), ...choices);
}
// Of a set, that it has no member is an answer too, another than none at all.
function setChoices(name, members) {
  const box = (label) => label.firstChild;
  const boxes = members.map((member) => choice("checkbox", name, member, false, () => {
    const chosen = members.filter((_, at) => box(boxes[at]).checked);
    facts[name] = chosen.length > 0 ? chosen : null;
    box(none).checked = false;
    box(open).checked = chosen.length === 0;
  }));
  const whole = (value, set) => choice("radio", name, value, value === null, () => {
    facts[name] = set;
    for (const label of boxes) box(label).checked = false;
  });
  const none = whole("none", []), open = whole(null, null);
  return [...boxes, none, open];
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
