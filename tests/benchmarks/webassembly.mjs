// Times one kernel of an artefact against the same written by hand, in turns, over the same facts:
//   node webassembly.mjs ARTEFACT OPPONENT ROUNDS ROWS
// prints {"agree", "ours": [seconds], "opponent": [seconds]}.
import { readFileSync } from "node:fs";

import { describedIn } from "../../runtime/javascript/artefact.js";
import { Memory } from "../../runtime/javascript/memory.js";

const [artefact, opponent, rounds, rows] = process.argv.slice(2);
const count = Number(rows);
const blocks = count / 512;
const planeBytes = count / 8;
const atLeastSeconds = 0.05;

const instanceOf = async (path) => (await WebAssembly.instantiate(readFileSync(path))).instance;

let state = 1;
function random(below) {
  state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return Math.floor(((state >>> 0) / 2 ** 32) * below);
}

// By the name of a column: what its numbers are drawn from, so that each comparison parts the cases.
const ranges = {
  age: [0, 100], dependants: [0, 6], income: [0, 50000], means: [0, 20000],
  left_on: [14000, 20000], arrived_on: [14000, 21000], document_until: [18000, 21000],
};

/** The bytes of each buffer that the kernel reads. */
function factsFor({ steps, tables }) {
  const made = new Map();
  const plane = (within) =>
    Uint8Array.from({ length: planeBytes }, (_, at) => (random(256) | random(256)) & within(at));
  const draw = ({ column, buffer }) => {
    const { name, kind, width, members } = tables[0].columns[column];
    const known = made.get(`${column} 0`);
    if (buffer === 0) return plane(() => 255);
    if (kind === "boolean") return plane((at) => ~known[at]);
    if (kind === "set") return plane((at) => known[at]);
    const [least, end] = ranges[name] ?? [0, members.length];
    const Integers = { 1: Int8Array, 2: Int16Array, 4: Int32Array }[width];
    const numbers = Integers.from({ length: count }, () => least + random(end - least));
    return new Uint8Array(numbers.buffer);
  };
  return steps[0].inputs.map((input) => {
    const facts = draw(input);
    made.set(`${input.column} ${input.buffer}`, facts);
    return facts;
  });
}

/** Puts facts into an instance's memory; `run` answers them all. */
function placed({ exports }, name, facts, outputs) {
  const memory = new Memory(exports.memory, exports.__heap_base.value);
  const inputs = facts.map((bytes) => {
    const address = memory.take(bytes.length);
    memory.bytes(address, bytes.length).set(bytes);
    return address;
  });
  const results = Array.from({ length: outputs }, () => memory.take(planeBytes));
  const pointers = memory.take(4 * (inputs.length + outputs));
  memory.words(pointers, inputs.length + outputs).set([...inputs, ...results]);
  const kernel = exports[name];
  return {
    run: () => kernel(pointers, pointers + 4 * inputs.length, 0, blocks),
    answers: () => results.map((address) => Buffer.from(memory.bytes(address, planeBytes))),
  };
}

function seconds(run, times) {
  const begun = process.hrtime.bigint();
  for (let at = 0; at < times; ++at) run();
  return Number(process.hrtime.bigint() - begun) / 1e9 / times;
}

const own = await instanceOf(artefact);
const description = describedIn(own);
if (description.steps.length !== 1) throw new Error("the benchmark's provisions make one kernel");
const facts = factsFor(description);
const outputs = description.steps[0].outputs.length;
const ours = placed(own, description.steps[0].kernel, facts, outputs);
const theirs = placed(await instanceOf(opponent), "answer", facts, outputs);
// Long enough for the engine to have compiled both as well as it can.
for (let at = 0; at < 3000; ++at) {
  ours.run();
  theirs.run();
}
const times = Math.ceil(atLeastSeconds / seconds(ours.run, 200));
const measured = { agree: true, ours: [], opponent: [] };
for (let round = 0; round < Number(rounds); ++round) {
  measured.ours.push(seconds(ours.run, times));
  measured.opponent.push(seconds(theirs.run, times));
}
const expected = theirs.answers();
measured.agree = ours.answers().every((plane, at) => plane.equals(expected[at]));
console.log(JSON.stringify(measured));
