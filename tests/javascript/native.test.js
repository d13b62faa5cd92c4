// The same cases, drawn at random, through WebAssembly and through the command: every kind of fact
// and every way between tables, over many blocks of rows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "node:path";

import { asOneNull, build, evaluatorOf, inFolder, nansen, readCsv, rowsOf, source, words } from "./support.js";
import { load } from "../../runtime/javascript/nansen.js";

const household = join(source, "tests/javascript/household.treaty");

/** Tables of random cases as files, and the flags that name them. */
function sample(folder, schema, rows, seed, unknown) {
  const path = (name) => join(folder, `${name === "" ? "cases" : name}.csv`);
  const further = schema.tables.filter(({ name }) => name !== "").map(({ name }) => name);
  const tables = further.flatMap((name) => ["--table", `${name}=${path(name)}`]);
  nansen(["sample", household, "--entity", "Person", "--rows", String(rows), "--seed", String(seed),
    "--unknown", `${unknown}%`, "--out", path(""), ...tables]);
  const records = Object.fromEntries(["", ...further].map((name) => [name, readCsv(path(name))]));
  return { flags: ["--cases", path(""), ...tables], records };
}

const bytes = build([household]);

for (const [rows, seed, unknown] of [[1, 1, 0], [513, 2, 10], [9000, 3, 30], [700, 4, 0], [300, 5, 80]]) {
  test(`${rows} cases with ${unknown} % unknown are answered as natively`, () =>
    inFolder(async (folder) => {
      const evaluator = await load(await bytes);
      const { schema } = evaluator;
      const { flags, records } = sample(folder, schema, rows, seed, unknown);
      const cases = rowsOf(schema, records);
      const states = schema.tables.find(({ name }) => name === "State").domain;
      const tables = { State: rowsOf(schema, records, states) };
      const expected = join(folder, "expected.csv");
      nansen(["run", household, ...flags, "--format", "csv", "--out", expected]);
      const answers = evaluator.evaluate(cases, { tables });
      readCsv(expected).forEach((record, row) => {
        for (const { name } of schema.definitions) {
          assert.equal(words(answers[row][name]), asOneNull(record[name]),
            `${name} of row ${row}: ${JSON.stringify(cases[row])}`);
        }
      });
    }));
}
