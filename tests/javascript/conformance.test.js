// tests/conformance through WebAssembly: the same answers, to the last bit, and of every rule that an
// explanation tells of the same truth.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { asOneNull, evaluatorOf, nansen, source, words } from "./support.js";

const conformance = join(source, "tests/conformance");
const topics = readdirSync(conformance).filter((name) => existsSync(join(conformance, name, "columns.json")));

/** True iff of some date but a range is known. */
function hasRanges(columns) {
  return columns.some((column) => column.kind === "range" || hasRanges(column.columns ?? []));
}

function flagsOf({ definitions, readings, as_of: day }) {
  return [
    ...definitions.flatMap((name) => ["--define", name]),
    ...readings.flatMap((reading) => ["--reading", reading]),
    ...(day === null ? [] : ["--as-of", day]),
  ];
}

/** A column of columns.json as this package takes it. */
function valuesOf(column) {
  if (column.kind === "range") {
    return column.values.map((ends) => ends && { least: ends[0], greatest: ends[1] });
  }
  if (column.kind !== "rows") return column.values;
  const parts = column.columns.map((part) => [part.name, valuesOf(part)]);
  return column.values.map((all, row) => {
    const rows = [];
    for (let at = column.first[row]; at < column.first[row + 1]; ++at) {
      rows.push(Object.fromEntries(parts.map(([name, values]) => [name, values[at]])));
    }
    return all ? rows : rows.length > 0 ? { atLeast: rows } : null;
  });
}

function columnsOf({ ids, columns }) {
  return { id: ids, ...Object.fromEntries(columns.map((each) => [each.name, valuesOf(each)])) };
}

function rowsOf(columns) {
  return columns.id.map((_, row) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]])),
  );
}

function check(answers, expected, rows, evaluator) {
  for (const column of expected) {
    assert.ok(column.name in answers, column.name);
    assert.deepEqual(answers[column.name].map(words), rows.map((row) => asOneNull(column.values[row])),
      `${column.name} of ${evaluator.schema.name}`);
  }
}

/** Every part of an explanation that stands for a rule. */
function* rulesIn(part) {
  if (part.citation && ["head", "exception"].includes(part.part)) yield part;
  for (const each of part.parts ?? []) yield* rulesIn(each);
}

for (const topic of topics) {
  const folder = join(conformance, topic);
  const { question, tables: [cases, ...further], expected, explanations } =
    JSON.parse(readFileSync(join(folder, "columns.json"), "utf8"));
  const columns = columnsOf(cases);
  const tables = Object.fromEntries(further.map((table) => [table.name, columnsOf(table)]));
  const all = columns.id.map((_, row) => row);
  const ranges = [cases, ...further].some((table) => hasRanges(table.columns)) ? ["--ranges"] : [];
  const evaluator = evaluatorOf(["provisions.treaty", ...flagsOf(question), ...ranges], folder);

  test(`${topic}: as columns, as rows, one at a time`, async () => {
    const loaded = await evaluator;
    const evaluate = (given) => loaded.evaluate(given, { tables });
    check(evaluate(columns), expected, all, loaded);
    const rows = rowsOf(columns);
    const asColumns = (answers) =>
      Object.fromEntries(expected.map(({ name }) => [name, answers.map((answer) => answer[name])]));
    check(asColumns(evaluate(rows)), expected, all, loaded);
    rows.forEach((row, at) => check(asColumns(evaluate([row])), expected, [at], loaded));
  });

  test(`${topic}: many times over, across blocks`, async () => {
    const loaded = await evaluator;
    const rows = rowsOf(columns);
    const many = Array.from({ length: 9001 }, (_, at) => at % rows.length);
    const answers = loaded.evaluate(many.map((at) => rows[at]), { tables });
    const found = Object.fromEntries(
      expected.map(({ name }) => [name, answers.map((answer) => answer[name])]),
    );
    check(found, expected, many, loaded);
  });

  test(`${topic}: the truths of rules`, async () => {
    const loaded = await evaluator;
    const rows = rowsOf(columns);
    const flags = [
      "--cases", "cases.csv",
      ...readdirSync(folder)
        .filter((name) => name.endsWith(".csv") && !["cases.csv", "expected.csv"].includes(name))
        .flatMap((name) => ["--table", `${name.slice(0, -4)}=${name}`]),
      ...flagsOf({ ...question, definitions: [] }),
    ];
    for (const { row, id, definition } of explanations) {
      const told = JSON.parse(nansen(
        ["explain", "provisions.treaty", definition, "--case", id, "--whole", "--format", "json", ...flags], folder));
      const { rules } = loaded.explain(rows[row], { tables });
      for (const { citation, truth } of rulesIn(told.reasons)) {
        const found = rules.filter((rule) => rule.citation === citation).map((rule) => words(rule.truth));
        assert.ok(found.includes(truth), `${definition} of ${id}: ${citation} is ${truth}, here ${found}`);
      }
    }
  });
}
