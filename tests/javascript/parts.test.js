// The parts of the package that need no artefact: exact numbers, the calendar, crossings.
import assert from "node:assert/strict";
import { test } from "node:test";

import { firstDay, formatDate, lastDay, parseDate, workingDayDistances } from "../../runtime/javascript/calendar.js";
import { atLeastRows, broadcastTruth, everyRow, throughTruth } from "../../runtime/javascript/crossings.js";
import { stored, written } from "../../runtime/javascript/exact.js";

test("numbers are stored exactly or not at all", () => {
  for (const [value, scale, expected] of [
    [3, 1n, 3n], [-3n, 10n, -30n], ["0.25", 100n, 25n], ["+7", 1n, 7n], [0.1, 10n, 1n], ["1/3", 3n, 1n],
    ["-2/6", 3n, -1n], [1e21, 1n, 10n ** 21n], [1e-7, 10n ** 7n, 1n], ["12e2", 1n, 1200n],
    [0.15, 10n, null], ["1/3", 10n, null], ["1e999", 1n, null], ["x", 1n, undefined], ["", 1n, undefined],
    ["1/0", 1n, undefined], [Infinity, 1n, undefined], [{}, 1n, undefined], [true, 1n, undefined],
  ]) {
    assert.equal(stored(value, scale), expected, String(value));
  }
});

test("numbers are written as decimals where these end", () => {
  for (const [number, scale, expected] of [
    [0n, 100n, "0"], [25n, 100n, "0.25"], [-5n, 100n, "-0.05"], [1200n, 100n, "12"], [1n, 3n, "1/3"],
    [-4n, 6n, "-2/3"], [1n, 8n, "0.125"], [7n, 1n, "7"], [12345678901234567890n, 1000n, "12345678901234567.89"],
  ]) {
    assert.equal(written(number, scale), expected);
  }
});

test("days are those of the Gregorian calendar", () => {
  for (const [text, day] of [["1970-01-01", 0], ["0001-01-01", firstDay], ["2000-02-29", 11016], ["never", lastDay]]) {
    assert.equal(parseDate(text), day);
    assert.equal(formatDate(day), text);
  }
  for (const text of ["1900-02-29", "2026-13-01", "2026-1-1", "0000-01-01", "today", ""]) {
    assert.equal(parseDate(text), undefined, text);
  }
  for (let day = firstDay; day < lastDay; day += 997) assert.equal(parseDate(formatDate(day)), day);
});

test("distances lead to the next day on which someone works", () => {
  const easter = parseDate("2026-04-06");
  const distances = workingDayDistances({ weekend: 0b1100000, holidays: [easter], yearly: [229, 1225] });
  const distance = (text) => distances[parseDate(text) - firstDay];
  assert.equal(distance("2026-04-03"), 0); // a Friday
  assert.equal(distance("2026-04-04"), 3);
  assert.equal(distance("2026-12-25"), 3); // a Friday
  assert.equal(distance("2028-02-29"), 1); // a Tuesday
  assert.equal(distance("9999-12-31"), 0);
});

const plane = (bits) => {
  const words = new Uint32Array(16);
  bits.forEach((bit, row) => (words[row >>> 5] |= bit << (row & 31)));
  return words;
};
const bits = (words, count) => Array.from({ length: count }, (_, row) => (words[row >>> 5] >>> (row & 31)) & 1);
const planes = () => ({ yes: plane([]), no: plane([]) });

test("quantifiers need all rows listed to say no", () => {
  const operand = { yes: plane([1, 1, 0, 1]), no: plane([0, 0, 1, 0]) };
  const link = { known: plane([1, 0, 1, 1]), first: Uint32Array.of(0, 2, 3, 4, 4), parents: 4, rows: 4 };
  const result = planes();
  atLeastRows(operand, link, 2, result);
  assert.deepEqual([bits(result.yes, 4), bits(result.no, 4)], [[1, 0, 0, 0], [0, 0, 1, 1]]);
  everyRow(operand, link, result);
  assert.deepEqual([bits(result.yes, 4), bits(result.no, 4)], [[1, 0, 1, 1], [0, 1, 0, 0]]);
});

test("references past the table are as good as unknown", () => {
  const operand = { yes: plane([1, 0]), no: plane([0, 1]) };
  const reference = { known: plane([1, 1, 0, 1]), target: Uint32Array.of(0, 1, 0, 2), rows: 4, targets: 2 };
  const result = planes();
  throughTruth(operand, reference, result);
  assert.deepEqual([bits(result.yes, 4), bits(result.no, 4)], [[1, 0, 0, 0], [0, 1, 0, 0]]);
});

test("a parent's truth reaches each of its rows", () => {
  const operand = { yes: plane([1, 0, 0]), no: plane([0, 0, 1]) };
  const link = { known: plane([1, 1, 1]), first: Uint32Array.of(0, 40, 41, 44), parents: 3, rows: 44 };
  const result = planes();
  broadcastTruth(operand, link, result);
  assert.equal(bits(result.yes, 44).lastIndexOf(1), 39);
  assert.equal(bits(result.no, 44).indexOf(1), 41);
});
