// What the package promises of its own: forms of values in and out, what it refuses and how it says so.
import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeFileSync } from "node:fs";

import { Evaluator, load } from "../../runtime/javascript/nansen.js";
import { build, evaluatorOf, inFolder, source } from "./support.js";

const shelterFile = join(source, "examples/embed/shelter.treaty");
const householdFile = join(source, "tests/javascript/household.treaty");
const shelterBytes = build([shelterFile]);
const shelter = shelterBytes.then(load);
const household = evaluatorOf([householdFile]);

const sheltered = { fled: true, civilian: true, years_abroad: 2 };

test("an artefact imports nothing", async () => {
  const module = await WebAssembly.compile(await shelterBytes);
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  for (const name of ["memory", "step_0", "nansen_image", "nansen_image_bytes"]) {
    assert.ok(names.includes(name), name);
  }
  // Of 128-bit numbers and days too.
  const all = await WebAssembly.compile(await build([householdFile]));
  assert.deepEqual(WebAssembly.Module.imports(all), []);
});

test("an artefact is loaded from whatever holds it", async () => {
  const bytes = await shelterBytes;
  const exact = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  await inFolder(async (folder) => {
    const path = join(folder, "shelter.wasm");
    writeFileSync(path, bytes);
    const module = await WebAssembly.compile(bytes);
    const type = { headers: { "content-type": "application/wasm" } };
    for (const from of [bytes, exact, path, pathToFileURL(path), module, new Response(bytes, type)]) {
      const evaluator = await load(from);
      assert.ok(evaluator instanceof Evaluator);
      assert.deepEqual(evaluator.evaluate([sheltered]), [{ "shelter.sheltered": true }]);
    }
  });
});

test("what is no artefact is refused", async () => {
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  await assert.rejects(load(empty), { name: "TypeError", message: /not one that nansen build wrote/ });
  await assert.rejects(load(new Uint8Array([1, 2, 3])), { name: "TypeError", message: /damaged/ });
  await assert.rejects(load((await shelterBytes).subarray(0, 900)), { name: "TypeError", message: /damaged/ });
  await assert.rejects(load(42), { name: "TypeError", message: /load takes bytes/ });
  await assert.rejects(load("/nowhere.wasm"), { code: "ENOENT" });
});

test("rows give rows, columns give columns", async () => {
  const evaluator = await shelter;
  assert.deepEqual(
    evaluator.evaluate([sheltered, { fled: false }, {}, { ...sheltered, years_abroad: 10n }]),
    [true, false, null, false].map((truth) => ({ "shelter.sheltered": truth })),
  );
  assert.deepEqual(
    evaluator.evaluate({
      fled: [true, true, null],
      civilian: [true, true, true],
      years_abroad: Int32Array.of(9, 10, 0),
    }),
    { "shelter.sheltered": [true, false, null] },
  );
  assert.deepEqual(evaluator.evaluate([]), []);
  assert.deepEqual(evaluator.evaluate({}), { "shelter.sheltered": [] });
});

test("every row of many is its own", async () => {
  const evaluator = await shelter;
  for (const rows of [1, 63, 64, 65, 511, 512, 513, 8191, 8192, 8193, 20000]) {
    const years = Uint8Array.from({ length: rows }, (_, row) => (row * 7) % 20);
    const answers = evaluator.evaluate({
      fled: new Array(rows).fill(true),
      civilian: new Array(rows).fill(true),
      years_abroad: years,
    })["shelter.sheltered"];
    assert.equal(answers.length, rows);
    assert.ok(answers.every((answer, row) => answer === years[row] < 10), `of ${rows}`);
  }
});

test("an explanation names every rule with its citation and truth", async () => {
  const { answers, rules } = (await shelter).explain({ fled: true, years_abroad: 12 });
  assert.deepEqual(answers, { "shelter.sheltered": false });
  assert.deepEqual(rules.map(({ citation, truth }) => [citation, truth]), [
    ["Draft on shelter, art. 1", false], // defeated by article 2
    ["Draft on shelter, art. 1(flight)", true],
    ["Draft on shelter, art. 1(civilian)", null],
    ["Draft on shelter, art. 2", true],
  ]);
  assert.deepEqual(rules[3], {
    rule: 3,
    definition: "shelter.sheltered",
    citation: "Draft on shelter, art. 2",
    heading: "End of shelter",
    truth: true,
  });
});

test("an explanation has the rules of linked rows, row by row", async () => {
  const relatives = [
    { adult: true, permits: [{ valid: false }, { valid: true }] },
    { adult: null, permits: [] },
  ];
  const { rules } = (await household).explain({ relatives });
  const found = (definition) =>
    rules.filter((each) => each.definition === definition).map(({ row, citation, truth }) => [row, citation, truth]);
  const article = "Provisions made up for tests, art. 3";
  assert.deepEqual(found("household.documented").filter(([, citation]) => citation === article), [
    ["relatives[0]", article, true],
    ["relatives[1]", article, false],
  ]);
  assert.deepEqual(found("household.near").filter(([, citation]) => citation === `${article}(adult)`), [
    ["relatives[0]", `${article}(adult)`, true],
    ["relatives[1]", `${article}(adult)`, null],
  ]);
});

test("the schema says what to ask, and cannot be changed", async () => {
  const { schema } = await shelter;
  assert.deepEqual(schema.tables[0].columns.map(({ question }) => question), [
    "Has the person fled the country?",
    "Is the person a civilian?",
    "For how many years has the person been abroad?",
  ]);
  assert.throws(() => schema.definitions.push({}), TypeError);
});

test("numbers and days are exact, in whatever form", async () => {
  const evaluator = await household;
  const answer = (row) => evaluator.evaluate([row])[0];
  assert.equal(answer({ savings: 0.1, debts: "0.3" })["household.balance"], "-0.2");
  assert.equal(answer({ savings: "1000000000", debts: 1n })["household.balance"], "999999999");
  assert.equal(answer({ age: 60 })["household.older"], 120);
  assert.equal(answer({ savings: 1 })["household.balance"], null);
  for (const day of ["2026-02-05", new Date("2026-02-05"), new Date(Date.UTC(2026, 1, 5))]) {
    assert.equal(answer({ lodged_on: day })["household.due"], "2026-04-07");
  }
  assert.equal(answer({ lodged_on: "never" })["household.due"], "never");
});

test("references name rows of a table by their ids", async () => {
  const evaluator = await household;
  const tables = { State: [{ id: "NOR", party: true, joined_on: "1951-07-28" }, { id: 7, party: false }] };
  const answer = (row) => evaluator.evaluate([row], { tables })[0];
  assert.equal(answer({ asylum: "NOR" })["household.in_a_party"], true);
  assert.equal(answer({ asylum: 7 })["household.in_a_party"], false);
  assert.equal(answer({ asylum: "NOR" })["household.joined"], "1951-07-28");
  assert.equal(answer({ asylum: null })["household.in_a_party"], null);
  // Without a table ids can still be compared, but nothing is known of what they name.
  const alone = (row) => evaluator.evaluate([{ afraid: true, ground: "war", need: "urgent", stay: 1, savings: 0, debts: 0, ...row }])[0];
  assert.equal(alone({ asylum: "X", transit: "X" })["household.sheltered"], false);
  assert.equal(alone({ asylum: "X", transit: "Y" })["household.sheltered"], true);
  assert.equal(alone({ asylum: "X" })["household.in_a_party"], null);
});

test("linked rows may be all there are, some of them, or not known", async () => {
  const evaluator = await household;
  const documented = (relatives) => evaluator.evaluate([{ relatives }])[0]["household.all_documented"];
  const paper = { permits: [{ valid: true }] };
  assert.equal(documented([]), true);
  assert.equal(documented([paper, paper]), true);
  assert.equal(documented({ atLeast: [paper] }), null);
  assert.equal(documented({ atLeast: [{ permits: [] }] }), false);
  assert.equal(documented([{ permits: null }]), null);
  assert.equal(documented(null), null);
});

const refused = [
  [{ afraid: "yes" }, TypeError, 'cases[0].afraid is "yes", but must be true, false or null'],
  [{ ground: "famine" }, RangeError,
    'cases[0].ground is "famine", but must be one of "war", "persecution", "disaster", or null'],
  [{ ground: 1 }, TypeError,
    'cases[0].ground is 1, but must be one of "war", "persecution", "disaster", or null'],
  [{ threats: "war" }, TypeError, 'cases[0].threats is "war", but must be an array of members, or null'],
  [{ threats: ["war", "x"] }, RangeError,
    'cases[0].threats is "x", but must be one of "war", "persecution", "disaster", or null'],
  [{ age: 121 }, RangeError, "cases[0].age is 121, but must lie in 0 to 120, or be null"],
  [{ age: 1.5 }, RangeError, "cases[0].age is 1.5, but must be a multiple of 1 from 0 to 120, or null"],
  [{ age: "old" }, TypeError, 'cases[0].age is "old", but must be a number from 0 to 120, or null'],
  [{ age: NaN }, TypeError, "cases[0].age is NaN, but must be a number from 0 to 120, or null"],
  [{ lodged_on: "5.2.2026" }, RangeError,
    'cases[0].lodged_on is "5.2.2026", but must be a day such as "2026-07-01", "never", a Date or null'],
  [{ lodged_on: "2026-02-30" }, RangeError,
    'cases[0].lodged_on is "2026-02-30", but must be a day such as "2026-07-01", "never", a Date or null'],
  [{ lodged_on: new Date("2026-02-05T10:00Z") }, RangeError,
    "cases[0].lodged_on is a Date, but a Date must be midnight in universal time; an ISO string says the day plainly"],
  [{ lodged_on: { least: "2026-02-05", greatest: "2026-02-06" } }, TypeError,
    "cases[0].lodged_on is an object, but must be one day, or null where it is not known: " +
    "ranges of days are for artefacts built with --ranges"],
  [{ asylum: "SWE" }, RangeError,
    'cases[0].asylum is "SWE", but no row of the table "State" has that id'],
  [{ asylum: {} }, TypeError,
    "cases[0].asylum is an object, but must be the id of a row of State, or null"],
  [{ relatives: 3 }, TypeError,
    "cases[0].relatives is 3, but must be an array of rows, {atLeast: [...]} or null"],
  [{ relatives: [{}, null] }, TypeError,
    "cases[0].relatives[1] is null, but must be an object of facts"],
  [{ relatives: [{}, { permits: [{ term: 51 }] }] }, RangeError,
    "cases[0].relatives[1].permits[0].term is 51, but must lie in 0 to 50, or be null"],
];

for (const [row, Kind, message] of refused) {
  test(`refused: ${message}`, async () => {
    const evaluator = await household;
    const tables = { State: [{ id: "NOR" }] };
    assert.throws(() => evaluator.evaluate([row], { tables }), (error) => {
      assert.equal(error.message, message);
      return error instanceof Kind;
    });
    // Nothing is left behind.
    assert.equal(evaluator.evaluate([{ age: 3 }])[0]["household.older"], 6);
  });
}

test("refused: ranges of days that end before they begin, and what is no range", async () => {
  const evaluator = await evaluatorOf([householdFile, "--ranges"]);
  const refusal = (Kind, cases, message) => {
    assert.throws(() => evaluator.evaluate(cases), { name: Kind.name, message });
  };
  const due = (lodged_on) => evaluator.evaluate([{ lodged_on }])[0]["household.due"];
  const backwards = { least: "2026-02-06", greatest: new Date("2026-02-05") };
  const order = "its least day, 2026-02-06, comes after its greatest, 2026-02-05";
  refusal(RangeError, [{}, { lodged_on: backwards }],
    `cases[1].lodged_on is an object, but ${order}`);
  refusal(RangeError, { lodged_on: [null, backwards] },
    `cases.lodged_on[1] is an object, but ${order}`);
  refusal(RangeError, [{ lodged_on: { least: "never", greatest: "2026-02-05" } }],
    "cases[0].lodged_on is an object, " +
    "but its least day, never, comes after its greatest, 2026-02-05");
  const day = 'must be a day such as "2026-07-01", "never", a Date';
  refusal(RangeError, [{ lodged_on: "5.2.2026" }],
    `cases[0].lodged_on is "5.2.2026", but ${day}, {least, greatest} or null`);
  refusal(TypeError, [{ lodged_on: {} }],
    `cases[0].lodged_on is an object, but ${day}, {least, greatest} or null`);
  refusal(TypeError, [{ lodged_on: ["2026-02-05", "2026-02-06"] }],
    `cases[0].lodged_on is an array, but ${day}, {least, greatest} or null`);
  refusal(RangeError, [{ lodged_on: { least: "2026-02-05", greatest: "May" } }],
    `cases[0].lodged_on.greatest is "May", but ${day} or null`);
  refusal(TypeError, { lodged_on: [{ least: 5, greatest: null }] },
    `cases.lodged_on[0].least is 5, but ${day} or null`);
  const open = { least: "2026-02-05", greatest: null };
  assert.deepEqual(due(open), { least: "2026-04-07", greatest: null });
  // The least day there is lies before 1970, where numbers of days are negative.
  assert.deepEqual(due({ least: null, greatest: "1960-01-04" }).least, null);
  const one = { least: "2026-02-05", greatest: "2026-02-05" };
  assert.deepEqual(due(one), { least: "2026-04-07", greatest: "2026-04-07" });
  assert.deepEqual(due("2026-02-05"), due(one));
});

test("refused: what keeps its rows or facts under no names", async () => {
  const evaluator = await household;
  const refusal = (cases, message, options) => {
    assert.throws(() => evaluator.evaluate(cases, options), { name: "TypeError", message });
  };
  const rows = [{ age: 3 }];
  const wanted = "must be an array of rows or an object of columns, not";
  const keyed = new Map([["age", 3]]);
  for (const [source, kind] of [
    [new Set(rows), "a Set"],
    [keyed, "a Map"],
    [rows.values(), "an Array Iterator"],
    [Uint8Array.of(3), "a Uint8Array"],
    [Promise.resolve(rows), "a Promise"],
    [new Date(0), "a Date"],
  ]) {
    refusal(source, `cases ${wanted} ${kind}`);
    refusal([], `State ${wanted} ${kind}`, { tables: { State: source } });
  }
  for (const [row, kind] of [
    [keyed, "a Map"],
    [new Set(), "a Set"],
    [[], "an array"],
    [Uint8Array.of(3), "a Uint8Array"],
    [Promise.resolve(rows[0]), "a Promise"],
    [new Date(0), "a Date"],
    [null, "null"],
  ]) {
    refusal([...rows, row], `cases[1] must be an object of facts, not ${kind}`);
    refusal([{ relatives: [{}, row] }],
      `cases[0].relatives[1] is ${kind}, but must be an object of facts`);
    assert.throws(() => evaluator.explain(row), {
      name: "TypeError",
      message: "explain takes one row: an object of facts",
    });
  }
  refusal({ age: new Set([3]) }, "cases.age must be an array, not a Set");
  refusal([{ relatives: new Set() }],
    "cases[0].relatives is a Set, but must be an array of rows, {atLeast: [...]} or null");
  const holes = [];
  holes[1] = rows[0];
  refusal(holes, "cases[0] must be an object of facts, not undefined");
  refusal([{ relatives: holes }],
    "cases[0].relatives[0] is undefined, but must be an object of facts");
  refusal([], "State[0] must be an object of facts, not undefined", { tables: { State: holes } });
  // Objects of any other class are rows, and so are those without one.
  const bare = Object.assign(Object.create(null), rows[0]);
  class Case { get age() { return 3; } }
  for (const row of [bare, new Case()]) {
    assert.equal(evaluator.evaluate([row])[0]["household.older"], 6);
  }
});

test("refused: what is neither rows nor columns, and tables that are none", async () => {
  const evaluator = await household;
  const refusal = (cases, options, message) =>
    assert.throws(() => evaluator.evaluate(cases, options), { message });
  refusal("x", {}, 'cases must be an array of rows or an object of columns, not "x"');
  refusal([1], {}, "cases[0] must be an object of facts, not 1");
  refusal({ age: 1 }, {}, "cases.age must be an array, not 1");
  refusal({ age: [1], afraid: [] }, {}, "cases.afraid has 0 rows, but cases.age has 1");
  refusal({ age: [1, 130] }, {}, "cases.age[1] is 130, but must lie in 0 to 120, or be null");
  refusal([], { tables: { Town: [] } }, 'no table is called "Town"; there is "State"');
  refusal([], { tables: { State: [{ id: 1 }, { id: "1" }] } }, 'State[1].id: "1" is the id of an earlier row too');
  const needed = "but every row of a table that facts refer to must have an id";
  for (const rows of [[{ id: "NOR" }, { party: true }], [{ id: "NOR" }, { id: undefined }]]) {
    refusal([], { tables: { State: rows } }, `State[1].id is missing, ${needed}`);
  }
  refusal([], { tables: { State: [{ id: null, party: true }] } }, `State[0].id is null, ${needed}`);
  refusal([], { tables: { State: { party: [true] } } }, `State.id[0] is missing, ${needed}`);
  refusal([], { tables: { State: { id: ["NOR", null] } } }, `State.id[1] is null, ${needed}`);
  assert.throws(() => evaluator.explain([{}]), { name: "TypeError" });
});

test("strict: a fact that no provision asks for is refused", async () => {
  const evaluator = await shelter;
  assert.deepEqual(evaluator.evaluate([{ id: 1, flet: true }]), [{ "shelter.sheltered": null }]);
  assert.throws(() => evaluator.evaluate([{ id: 1, flet: true }], { strict: true }), {
    name: "TypeError",
    message: 'cases: no provision asks for "flet"; the facts are fled, civilian, years_abroad',
  });
});
