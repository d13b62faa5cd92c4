// Carrying values between the rows of different tables: quantifiers over linked rows, looks through
// references, and a parent's value at each of its rows. The meaning is that of runtime/crossing.h.
//
// A plane is an array of 32-bit words, a bit a row. A link is {known, first, parents, rows}: the
// rows of parent r are first[r] to first[r + 1]. A reference is {known, target, rows, targets}.

import { bitOf, setBit } from "./memory.js";

function wordsOf(rows) {
  return Math.ceil(rows / 32);
}

function ones(word) {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many bits of a plane are set before a row. */
class Rank {
  constructor(plane, rows) {
    this.plane = plane;
    this.before = new Uint32Array(wordsOf(rows) + 1);
    for (let word = 0; word < wordsOf(rows); ++word) {
      this.before[word + 1] = this.before[word] + ones(plane[word]);
    }
  }

  at(row) {
    const word = row >>> 5;
    const below = (1 << (row & 31)) - 1;
    // At a boundary nothing of the word counts, and past the last row there may be no word.
    return this.before[word] + (below === 0 ? 0 : ones(this.plane[word] & below));
  }
}

/**
 * For each parent row: does the operand hold for at least `count` of its rows? Yes where it
 * certainly does for so many of those listed; no where it possibly does for fewer and all are
 * listed.
 */
export function atLeastRows(operand, link, count, result) {
  const yes = new Rank(operand.yes, link.rows);
  const no = new Rank(operand.no, link.rows);
  result.yes.fill(0);
  result.no.fill(0);
  for (let parent = 0; parent < link.parents; ++parent) {
    const first = link.first[parent];
    const end = link.first[parent + 1];
    const possible = end - first - (no.at(end) - no.at(first));
    if (yes.at(end) - yes.at(first) >= count) setBit(result.yes, parent);
    if (possible < count && bitOf(link.known, parent)) setBit(result.no, parent);
  }
}

/** ... for every one of its rows? The dual of "for some row not". */
export function everyRow(operand, link, result) {
  atLeastRows({ yes: operand.no, no: operand.yes }, link, 1, { yes: result.no, no: result.yes });
}

/** The operand of the row that each row refers to; neither plane is set where that is unknown. */
export function throughTruth(operand, reference, result) {
  result.yes.fill(0);
  result.no.fill(0);
  for (let row = 0; row < reference.rows; ++row) {
    const target = reference.target[row];
    if (target >= reference.targets || !bitOf(reference.known, row)) continue;
    if (bitOf(operand.yes, target)) setBit(result.yes, row);
    if (bitOf(operand.no, target)) setBit(result.no, row);
  }
}

/** The same of a number whose integers are `width` bytes each, zero where it is unknown. */
export function throughNumber(operand, width, reference, result) {
  result.known.fill(0);
  result.integers.fill(0);
  for (let row = 0; row < reference.rows; ++row) {
    const target = reference.target[row];
    if (target >= reference.targets || !bitOf(reference.known, row)) continue;
    if (bitOf(operand.known, target)) setBit(result.known, row);
    copy(operand.integers, target, result.integers, row, width);
  }
}

/** The operand of each row's parent. */
export function broadcastTruth(operand, link, result) {
  result.yes.fill(0);
  result.no.fill(0);
  for (let parent = 0; parent < link.parents; ++parent) {
    const end = link.first[parent + 1];
    const yes = bitOf(operand.yes, parent);
    const no = bitOf(operand.no, parent);
    for (let row = link.first[parent]; row < end; ++row) {
      if (yes) setBit(result.yes, row);
      if (no) setBit(result.no, row);
    }
  }
}

/** The same of a number whose integers are `width` bytes each. */
export function broadcastNumber(operand, width, link, result) {
  result.known.fill(0);
  result.integers.fill(0);
  for (let parent = 0; parent < link.parents; ++parent) {
    if (!bitOf(operand.known, parent)) continue;
    const end = link.first[parent + 1];
    for (let row = link.first[parent]; row < end; ++row) {
      setBit(result.known, row);
      copy(operand.integers, parent, result.integers, row, width);
    }
  }
}

/** Integers are arrays of 32-bit words. */
function copy(from, source, to, target, width) {
  const words = width / 4;
  for (let word = 0; word < words; ++word) to[target * words + word] = from[source * words + word];
}
