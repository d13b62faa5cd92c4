// Answers provisions that `nansen build -o out.wasm` compiled: in Node, in browsers, and wherever
// else WebAssembly runs. The types, and what each part means, are in nansen.d.ts.

import { describedIn } from "./artefact.js";
import { formatDate } from "./calendar.js";
import { written } from "./exact.js";
import { Memory, bitOf, blocksOf, blockRows } from "./memory.js";
import { requireSealed } from "./seal.js";
import { Batch, Calendars, runSteps } from "./steps.js";
import { Packer, isNamed, sourceOf } from "./tables.js";

// As many cases at once as leave their planes in a processor's cache.
const rowsAtOnce = 8192;

/** Loads an artefact: its bytes, a compiled module, a response, or where it lies. Bytes are held
 * against their seal before any is compiled. */
export async function load(source) {
  const module = await moduleOf(source);
  const imports = WebAssembly.Module.imports(module);
  const exports = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  if (imports.length > 0 || !exports.has("nansen_image") || !exports.has("memory")) {
    throw new TypeError("this WebAssembly module is not one that nansen build wrote");
  }
  return new Evaluator(await WebAssembly.instantiate(module));
}

async function moduleOf(source) {
  if (source instanceof WebAssembly.Module) return source;
  const bytes = await bytesOf(source);
  const { buffer, byteOffset } = ArrayBuffer.isView(bytes) ? bytes : { buffer: bytes };
  requireSealed(new DataView(buffer, byteOffset, bytes.byteLength));
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new TypeError("this is no WebAssembly module, or a damaged one", { cause });
  }
}

async function bytesOf(source) {
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return source;
  if (typeof source === "string" || source instanceof URL) {
    const text = String(source);
    const inNode = typeof process === "object" && process.versions?.node !== undefined;
    if (inNode && !/^(https?|data|blob):/.test(text)) {
      const { readFile } = await import("node:fs/promises");
      return readFile(text.startsWith("file:") ? new URL(text) : text);
    }
    return bytesOf(await fetch(source));
  }
  if (typeof Response === "function" && source instanceof Response) {
    if (!source.ok) throw new TypeError(`${source.url} cannot be read: status ${source.status}`);
    return source.arrayBuffer();
  }
  throw new TypeError("load takes bytes, a URL, a path, a Response or a WebAssembly.Module");
}

function frozen(value) {
  const whole = value !== null && typeof value === "object";
  if (whole) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** True iff the rows are those of the cases, or linked to them. */
function isOfCases(tables, domain) {
  const { kind, parent } = tables[domain];
  return kind === "main" || (kind === "linked" && isOfCases(tables, parent));
}

export class Evaluator {
  #kernels;
  #memory;
  #calendars;
  #schema;
  #answers;
  #rules;

  /** `instance` is one of an artefact; `load` makes it. */
  constructor(instance) {
    this.#kernels = instance.exports;
    const { steps, results, rule_steps, rule_results, ...schema } = describedIn(instance);
    this.#schema = frozen(schema);
    this.#memory = new Memory(instance.exports.memory, instance.exports.__heap_base.value);
    this.#calendars = new Calendars(this.#memory, schema.calendars ?? []);
    this.#answers = { steps, results, outputs: schema.definitions };
    const entries = schema.rules.filter(({ domain }) => isOfCases(schema.tables, domain));
    this.#rules = {
      steps: rule_steps,
      results: rule_results,
      outputs: entries.map(({ domain }) =>
        domain === 0 ? { kind: "truth" } : { kind: "row_truths", domain, steps: rule_steps },
      ),
      entries,
    };
  }

  get schema() {
    return this.#schema;
  }

  evaluate(cases, options = {}) {
    const columns = this.#run([this.#answers], cases, options)[0];
    const names = this.#schema.definitions.map(({ name }) => name);
    if (!Array.isArray(cases)) {
      return Object.fromEntries(names.map((name, index) => [name, columns[index]]));
    }
    return cases.map((_, row) =>
      Object.fromEntries(names.map((name, index) => [name, columns[index][row]])),
    );
  }

  explain(row, options = {}) {
    if (!isNamed(row)) {
      throw new TypeError("explain takes one row: an object of facts");
    }
    const [answers, truths] = this.#run([this.#answers, this.#rules], [row], options);
    return {
      answers: Object.fromEntries(
        this.#schema.definitions.map(({ name }, index) => [name, answers[index][0]]),
      ),
      rules: this.#rules.entries.flatMap(({ domain, ...entry }, index) =>
        domain === 0
          ? [{ ...entry, truth: truths[index][0] }]
          : truths[index].map((found) => ({ ...entry, ...found })),
      ),
    };
  }

  /** Runs what each of `programs` is for over all cases; gives the columns of each. */
  #run(programs, cases, { tables = {}, strict = false } = {}) {
    const source = sourceOf(cases, "cases");
    const referenced = this.#referenced(tables);
    if (strict) this.#requireFacts([[0, source], ...referenced]);
    for (const { steps } of programs) this.#calendars.prepare(steps);
    const mark = this.#memory.mark();
    try {
      const packer = new Packer(this.#schema, this.#memory);
      for (const [domain, rows] of referenced) packer.packReferenced(domain, rows);
      const shared = programs.map(({ steps }) => {
        const batch = new Batch(this.#memory, this.#calendars, packer.tables);
        runSteps(steps, true, batch, this.#kernels);
        return batch;
      });
      const columns = programs.map(({ outputs }) => outputs.map(() => []));
      for (let first = 0; first < source.rows; first += rowsAtOnce) {
        const part = source.slice(first, Math.min(first + rowsAtOnce, source.rows));
        const chunk = this.#memory.mark();
        packer.pack(0, part);
        programs.forEach((program, index) => {
          const batch = new Batch(this.#memory, this.#calendars, packer.tables, shared[index]);
          runSteps(program.steps, false, batch, this.#kernels);
          program.outputs.forEach((output, at) => {
            readers[output.kind](batch, output, program.results[at], part.rows, columns[index][at]);
          });
        });
        this.#memory.release(chunk);
      }
      return columns;
    } finally {
      this.#memory.release(mark);
    }
  }

  /** The tables given, by domain. */
  #referenced(tables) {
    const known = this.#schema.tables.filter(({ kind }) => kind === "referenced");
    return Object.entries(tables).map(([name, input]) => {
      const table = known.find((each) => each.name === name);
      if (table !== undefined) return [table.domain, sourceOf(input, name)];
      const names = known.map((each) => JSON.stringify(each.name)).join(", ");
      const there = names === "" ? "no fact refers to one" : `there is ${names}`;
      throw new RangeError(`no table is called ${JSON.stringify(name)}; ${there}`);
    });
  }

  /** No fact may have a name that nothing reads. */
  #requireFacts(sources) {
    for (const [domain, source] of sources) {
      const facts = this.#schema.tables[domain].columns.map(({ name }) => name);
      for (const name of source.names()) {
        if (name === "id" || facts.includes(name)) continue;
        const there = [...new Set(facts)].join(", ");
        const refusal = `no provision asks for ${JSON.stringify(name)}; the facts are ${there}`;
        throw new TypeError(`${source.label}: ${refusal}`);
      }
    }
  }
}

// ---- answers ----

function planeOf(batch, buffer, rows) {
  return batch.memory.words(batch.address(buffer), (blocksOf(rows) * blockRows) / 32);
}

function readTruth(batch, output, [yes, no], rows, column) {
  const certain = planeOf(batch, yes, rows);
  const excluded = planeOf(batch, no, rows);
  for (let row = 0; row < rows; ++row) {
    column.push(bitOf(certain, row) ? true : bitOf(excluded, row) ? false : null);
  }
}

/** Buffers are by member: is it that one, certainly or certainly not? */
function readEnumeration(batch, { members }, buffers, rows, column) {
  const planes = members.map((_, member) => planeOf(batch, buffers[2 * member], rows));
  for (let row = 0; row < rows; ++row) {
    column.push(members.find((_, member) => bitOf(planes[member], row)) ?? null);
  }
}

/** Buffers are by member from the second on: is it at least that one? */
function readOrdered(batch, { members }, buffers, rows, column) {
  const planes = buffers.map((buffer) => planeOf(batch, buffer, rows));
  for (let row = 0; row < rows; ++row) {
    let least = 0;
    let greatest = members.length - 1;
    for (let member = 1; member < members.length; ++member) {
      if (bitOf(planes[2 * member - 2], row)) least = member;
      else if (bitOf(planes[2 * member - 1], row)) greatest = Math.min(greatest, member - 1);
    }
    column.push(least === greatest ? members[least] : null);
  }
}

/** Calls `write(number)` with each row's integer, or null where it is not known. */
function eachNumber(batch, known, integers, rows, write) {
  const plane = planeOf(batch, known, rows);
  const numbers = batch.memory.integers(batch.address(integers), rows, 8);
  for (let row = 0; row < rows; ++row) write(bitOf(plane, row) ? numbers[row] : null, row);
}

function readNumber(batch, output, [known, integers], rows, column) {
  const scale = BigInt(output.scale);
  eachNumber(batch, known, integers, rows, (number) => {
    if (number === null) column.push(null);
    else if (scale !== 1n) column.push(written(number, scale));
    else column.push(Number.isSafeInteger(Number(number)) ? Number(number) : number);
  });
}

function readDate(batch, output, [known, integers], rows, column) {
  eachNumber(batch, known, integers, rows, (number) => {
    column.push(number === null ? null : formatDate(Number(number)));
  });
}

function readRange(batch, output, buffers, rows, column) {
  const ends = [[], []];
  readDate(batch, output, buffers.slice(0, 2), rows, ends[0]);
  readDate(batch, output, buffers.slice(2, 4), rows, ends[1]);
  for (let row = 0; row < rows; ++row) {
    const [least, greatest] = [ends[0][row], ends[1][row]];
    // That a day comes before never, or never, says nothing.
    const open = least === null && greatest === "never";
    column.push({ least, greatest: open ? null : greatest });
  }
}

/**
 * The truths of a rule for each linked row of the one case. What is read is whether it holds for
 * some of them, so the way there leads past each.
 */
function readRowTruths(batch, { domain, steps }, [yes, no], _, column) {
  let planes = [yes, no];
  while (planes[0].domain !== domain) {
    const { domain: above, value } = planes[0];
    const step = steps.find(
      ({ kind, opcode, domain: at, outputs }) =>
        kind === "reduce" && opcode === "some" && at === above && outputs[0].value === value,
    );
    // A rule that holds for every row, or for none, whatever the facts.
    if (step === undefined) return;
    planes = step.inputs.slice(0, 2);
  }
  const { rows, source } = batch.tables[domain];
  const truths = [];
  readTruth(batch, undefined, planes, rows, truths);
  truths.forEach((truth, row) => column.push({ row: source.pathOf(row), truth }));
}

const readers = {
  truth: readTruth,
  row_truths: readRowTruths,
  enumeration: readEnumeration,
  ordered_enumeration: readOrdered,
  number: readNumber,
  date: readDate,
  date_range: readRange,
};
