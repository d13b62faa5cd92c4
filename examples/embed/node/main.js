// An artefact of `nansen build shelter.treaty -o shelter.wasm` in Node: answers, and the rules behind one.
import { load } from "nansen";

const evaluator = await load(process.argv[2]);
const people = [
  { fled: true, civilian: true, years_abroad: 2 },
  { fled: true, civilian: true, years_abroad: 12 },
  { fled: true, civilian: true, years_abroad: null }, // not known
];
const word = (truth) => (truth === null ? "undetermined" : truth ? "yes" : "no");
evaluator.evaluate(people).forEach((answers, index) => {
  console.log(`person ${index + 1}: ${word(answers["shelter.sheltered"])}`);
});

console.log("why person 2 is not sheltered:");
for (const { citation, truth } of evaluator.explain(people[1]).rules) {
  console.log(`  ${citation}: ${word(truth)}`);
}
