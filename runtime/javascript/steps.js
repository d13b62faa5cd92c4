// Running the steps of a description over tables in memory: which buffer each step reads and
// writes, and in what order.

import { workingDayDistances } from "./calendar.js";
import {
  atLeastRows,
  broadcastNumber,
  broadcastTruth,
  everyRow,
  throughNumber,
  throughTruth,
} from "./crossings.js";
import { blockRows, blocksOf } from "./memory.js";

const pointerBytes = 4;

/** The buffers of one batch, and the calendars, which outlive it. */
export class Batch {
  /** `tables` are by domain: {rows, addresses: of each column's buffers}, or absent: no rows. */
  constructor(memory, calendars, tables, above = undefined) {
    this.memory = memory;
    this.calendars = calendars;
    this.tables = tables;
    this.above = above;
    this.values = new Map();
  }

  rows(domain) {
    return this.tables[domain]?.rows ?? 0;
  }

  /** The address of a buffer of the description; that of a value is taken when first asked for. */
  address(buffer) {
    if (buffer.calendar !== undefined) return this.calendars.address(buffer.calendar);
    if (buffer.column !== undefined) {
      return this.tables[buffer.domain]?.addresses[buffer.column][buffer.buffer] ?? 0;
    }
    const key = `${buffer.domain} ${buffer.value} ${buffer.buffer}`;
    const known = this.values.get(key) ?? this.above?.values.get(key);
    if (known !== undefined) return known;
    const address = this.memory.take(blocksOf(this.rows(buffer.domain)) * buffer.bytes_per_block);
    this.values.set(key, address);
    return address;
  }
}

/** What calendars say of every day, worked out where it is first asked. */
export class Calendars {
  constructor(memory, calendars) {
    this.memory = memory;
    this.addresses = [];
    this.calendars = calendars;
  }

  /** Must be called before anything is taken from memory that is given back. */
  prepare(steps) {
    for (const step of steps) {
      for (const { calendar } of step.inputs) {
        if (calendar === undefined || this.addresses[calendar] !== undefined) continue;
        const distances = workingDayDistances(this.calendars[calendar]);
        const address = this.memory.take(distances.length);
        this.memory.bytes(address, distances.length).set(distances);
        this.addresses[calendar] = address;
      }
    }
  }

  address(calendar) {
    return this.addresses[calendar];
  }
}

/** Runs those of `steps` whose rows are shared by all cases, or the others. */
export function runSteps(steps, shared, batch, kernels) {
  for (const step of steps) {
    if (step.shared !== shared || batch.rows(step.domain) === 0) continue;
    const inputs = step.inputs.map((buffer) => batch.address(buffer));
    const outputs = step.outputs.map((buffer) => batch.address(buffer));
    if (step.kind === "kernel") runKernel(step, batch, kernels, inputs, outputs);
    else cross(step, batch, inputs, outputs);
  }
}

function runKernel(step, batch, kernels, inputs, outputs) {
  const { memory } = batch;
  const mark = memory.mark();
  const pointers = memory.take((inputs.length + outputs.length) * pointerBytes);
  memory.words(pointers, inputs.length + outputs.length).set([...inputs, ...outputs]);
  const outputPointers = pointers + inputs.length * pointerBytes;
  kernels[step.kernel](pointers, outputPointers, 0, blocksOf(batch.rows(step.domain)));
  memory.release(mark);
}

function cross(step, batch, inputs, outputs) {
  const rows = batch.rows(step.domain);
  const others = batch.rows(step.inputs[0].domain);
  const { memory } = batch;
  const wordsOf = (count) => (blocksOf(count) * blockRows) / 32;
  const plane = (address, count) => memory.words(address, wordsOf(count));
  const integers = (address, count) => memory.words(address, (count * step.width) / 4);
  const operand = step.width === 0
    ? { yes: plane(inputs[0], others), no: plane(inputs[1], others) }
    : { known: plane(inputs[0], others), integers: integers(inputs[1], others) };
  const result = step.width === 0
    ? { yes: plane(outputs[0], rows), no: plane(outputs[1], rows) }
    : { known: plane(outputs[0], rows), integers: integers(outputs[1], rows) };
  if (step.kind === "through") {
    const reference = {
      known: plane(inputs[2], rows),
      target: memory.words(inputs[3], rows),
      rows,
      targets: others,
    };
    if (step.width === 0) throughTruth(operand, reference, result);
    else throughNumber(operand, step.width, reference, result);
    return;
  }
  // A quantifier's rows are the parents of its operand's; of a broadcast it is the reverse.
  const parents = step.kind === "reduce" ? rows : others;
  const link = {
    known: plane(inputs[2], parents),
    first: memory.words(inputs[3], parents + 1),
    parents,
    rows: step.kind === "reduce" ? others : rows,
  };
  if (step.kind === "broadcast") {
    if (step.width === 0) broadcastTruth(operand, link, result);
    else broadcastNumber(operand, step.width, link, result);
  } else if (step.opcode === "every") {
    everyRow(operand, link, result);
  } else {
    atLeastRows(operand, link, step.opcode === "some" ? 1 : step.count, result);
  }
}
