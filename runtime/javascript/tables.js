// Rows of facts into tables in memory, in the layout of runtime/batch.h: of each column a known
// plane (of a boolean a yes and a no plane), then codes, numbers, member planes or row numbers.

import { dayOfDate, formatDate, lastDay, parseDate } from "./calendar.js";
import { stored, written } from "./exact.js";
import { blockRows, blocksOf, setBit } from "./memory.js";

const planeBytes = blockRows / 8;

/** Rows as objects, one a row, or as columns: an object of arrays. */
export function sourceOf(input, label) {
  if (Array.isArray(input)) return new Rows(input, label);
  // What is walked through may hold rows, but none of them under a name.
  if (isNamed(input) && !(Symbol.iterator in input)) return new Columns(input, label);
  throw new TypeError(
    `${label} must be an array of rows or an object of columns, not ${said(input)}`,
  );
}

class Rows {
  constructor(rows, label) {
    // By number, as a hole is no row either.
    for (let index = 0; index < rows.length; ++index) {
      if (isNamed(rows[index])) continue;
      const place = `${label}[${index}]`;
      throw new TypeError(`${place} must be an object of facts, not ${said(rows[index])}`);
    }
    this.list = rows;
    this.label = label;
    this.rows = rows.length;
  }
  names() {
    const names = new Set();
    for (const row of this.list) for (const name of Object.keys(row)) names.add(name);
    return names;
  }
  /** What gives the values of a column, by row. */
  values(name) {
    return (row) => this.list[row][name];
  }
  place(row, name) {
    return `${this.label}[${row}].${name}`;
  }
  slice(first, end) {
    const part = Object.create(Rows.prototype);
    return Object.assign(part, {
      list: this.list.slice(first, end),
      label: this.label,
      rows: end - first,
      first: first + (this.first ?? 0),
      place: (row, name) => this.place(first + row, name),
    });
  }
}

class Columns {
  constructor(columns, label) {
    this.columns = columns;
    this.label = label;
    this.rows = undefined;
    for (const [name, values] of Object.entries(columns)) {
      if (!Array.isArray(values) && !(ArrayBuffer.isView(values) && "length" in values)) {
        throw new TypeError(`${label}.${name} must be an array, not ${said(values)}`);
      }
      this.rows ??= values.length;
      if (values.length === this.rows) continue;
      const first = Object.keys(columns)[0];
      throw new RangeError(
        `${label}.${name} has ${values.length} rows, but ${label}.${first} has ${this.rows}`,
      );
    }
    this.rows ??= 0;
    this.first = 0;
  }
  names() {
    return new Set(Object.keys(this.columns));
  }
  values(name) {
    const column = this.columns[name];
    const { first } = this;
    return column === undefined ? () => undefined : (row) => column[first + row];
  }
  place(row, name) {
    return `${this.label}.${name}[${this.first + row}]`;
  }
  slice(first, end) {
    const part = Object.create(Columns.prototype);
    return Object.assign(part, {
      columns: this.columns,
      label: this.label,
      rows: end - first,
      first: this.first + first,
    });
  }
}

// Objects that keep nothing under names of their own. A name is looked up in them without an error.
const nameless = new Set(["Array", "Date", "Map", "Promise", "Set", "WeakMap", "WeakSet"]);

/** What kind of object a value is, as it says itself: also of one that another realm made. */
function kindOf(value) {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

/** True iff the value is an object that may hold facts by their names. */
export function isNamed(value) {
  if (value === null || typeof value !== "object") return false;
  // Rows are plain objects nearly always, which is seen sooner than their kind.
  if (Object.getPrototypeOf(value) === Object.prototype) return true;
  return !nameless.has(kindOf(value)) && !ArrayBuffer.isView(value);
}

/** A value as an error message names it. */
function said(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") {
    const kind = kindOf(value);
    if (kind === "Object") return "an object";
    return `${/^[AEIO]/.test(kind) ? "an" : "a"} ${kind}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function listed(names) {
  return names.map((name) => JSON.stringify(name)).join(", ");
}

/** Writes tables of a schema into memory. */
export class Packer {
  /** `ids` are by referenced domain: the row of each id. */
  constructor(schema, memory) {
    this.schema = schema;
    this.memory = memory;
    this.ids = new Map();
    this.tables = [];
  }

  /** The rows of a referenced entity, which `references` name by the column "id". */
  packReferenced(domain, source) {
    const rows = new Map();
    const ids = source.values("id");
    for (let row = 0; row < source.rows; ++row) {
      const id = ids(row);
      if (id === undefined || id === null) {
        const found = `${source.place(row, "id")} is ${id === undefined ? "missing" : "null"}`;
        const allowed = "every row of a table that facts refer to must have an id";
        throw new TypeError(`${found}, but ${allowed}`);
      }
      if (rows.has(String(id))) {
        const place = source.place(row, "id");
        throw new RangeError(`${place}: ${said(id)} is the id of an earlier row too`);
      }
      rows.set(String(id), row);
    }
    this.ids.set(domain, { rows, given: true });
    this.pack(domain, source);
  }

  pack(domain, source) {
    const table = this.schema.tables[domain];
    const capacity = blocksOf(source.rows) * blockRows;
    const made = { rows: source.rows, addresses: [], source };
    this.tables[domain] = made;
    for (const column of table.columns) {
      made.addresses.push(
        sizes(column, capacity).map((bytes) => this.memory.take(bytes, true)),
      );
    }
    table.columns.forEach((column, index) => {
      const addresses = made.addresses[index];
      const writer = { packer: this, column, source, rows: source.rows, addresses, capacity };
      writers[column.kind](writer);
    });
  }

  plane(address, capacity) {
    return this.memory.words(address, capacity / 32);
  }

  /** The row that an id names. Where no table is given an id is all that is known of it. */
  rowOf(domain, id) {
    let known = this.ids.get(domain);
    if (known === undefined) {
      known = { rows: new Map(), given: false };
      this.ids.set(domain, known);
    }
    const row = known.rows.get(String(id));
    if (row !== undefined || known.given) return row;
    known.rows.set(String(id), known.rows.size);
    return known.rows.size - 1;
  }
}

function sizes(column, capacity) {
  const plane = (capacity / blockRows) * planeBytes;
  switch (column.kind) {
    case "boolean": return [plane, plane];
    case "set": return [plane, ...column.members.map(() => plane)];
    case "reference": return [plane, 4 * capacity];
    case "rows": return [plane, 4 * (capacity + 1)];
    default: return [plane, column.width * capacity];
  }
}

/** Calls `write(row, value)` for each row whose value is known. */
function eachKnown({ source, column, rows }, write) {
  const value = source.values(column.name);
  for (let row = 0; row < rows; ++row) {
    const found = value(row);
    if (found !== undefined && found !== null) write(row, found);
  }
}

/** `part` is that of the row's value which is refused, where that is not all of it. */
function refuse(Kind, { source, column }, row, value, allowed, part = "") {
  throw new Kind(`${source.place(row, column.name)}${part} is ${said(value)}, but ${allowed}`);
}

function packBoolean(writer) {
  const yes = writer.packer.plane(writer.addresses[0], writer.capacity);
  const no = writer.packer.plane(writer.addresses[1], writer.capacity);
  eachKnown(writer, (row, value) => {
    if (value === true) setBit(yes, row);
    else if (value === false) setBit(no, row);
    else refuse(TypeError, writer, row, value, "must be true, false or null");
  });
}

function memberCodes({ column }) {
  return new Map(column.members.map((name, code) => [name, code]));
}

function codeOf(codes, writer, row, value) {
  const code = codes.get(value);
  if (code !== undefined) return code;
  const Kind = typeof value === "string" ? RangeError : TypeError;
  const allowed = `must be one of ${listed(writer.column.members)}, or null`;
  return refuse(Kind, writer, row, value, allowed);
}

function packEnumeration(writer) {
  const { packer, column, addresses, capacity } = writer;
  const known = packer.plane(addresses[0], capacity);
  const codes = memberCodes(writer);
  const bytes = packer.memory.integers(addresses[1], capacity, column.width);
  eachKnown(writer, (row, value) => {
    const code = codeOf(codes, writer, row, value);
    bytes[row] = column.width === 8 ? BigInt(code) : code;
    setBit(known, row);
  });
}

function packSet(writer) {
  const planes = writer.addresses.map((address) => writer.packer.plane(address, writer.capacity));
  const codes = memberCodes(writer);
  eachKnown(writer, (row, value) => {
    const members = value instanceof Set ? [...value] : value;
    if (!Array.isArray(members)) {
      refuse(TypeError, writer, row, value, "must be an array of members, or null");
    }
    for (const member of members) setBit(planes[1 + codeOf(codes, writer, row, member)], row);
    setBit(planes[0], row);
  });
}

function packNumber(writer) {
  const { column, packer, addresses, capacity } = writer;
  const scale = BigInt(column.scale);
  const [least, greatest] = [BigInt(column.least), BigInt(column.greatest)];
  const range = `${written(least, scale)} to ${written(greatest, scale)}`;
  const small = { scale: Number(scale), least: Number(least), greatest: Number(greatest) };
  const known = packer.plane(addresses[0], capacity);
  const integers = packer.memory.integers(addresses[1], capacity, column.width);
  eachKnown(writer, (row, value) => {
    // What is a whole number well within range needs no exact arithmetic.
    if (column.width < 8 && Number.isInteger(value)) {
      const number = value * small.scale;
      if (number >= small.least && number <= small.greatest) {
        integers[row] = number;
        setBit(known, row);
        return;
      }
    }
    const number = stored(value, scale);
    if (number === undefined) {
      refuse(TypeError, writer, row, value, `must be a number from ${range}, or null`);
    }
    if (number === null) {
      const step = written(1n, scale);
      const allowed = `must be a multiple of ${step} from ${range}, or null`;
      refuse(RangeError, writer, row, value, allowed);
    }
    if (number < least || number > greatest) {
      refuse(RangeError, writer, row, value, `must lie in ${range}, or be null`);
    }
    integers[row] = column.width === 8 ? number : Number(number);
    setBit(known, row);
  });
}

function packDate(writer) {
  const { column, packer, addresses, capacity } = writer;
  const known = packer.plane(addresses[0], capacity);
  const integers = packer.memory.integers(addresses[1], capacity, column.width);
  const limits = [Number(column.least), Number(column.greatest)];
  eachKnown(writer, (row, value) => {
    const day = heldDay(writer, limits, row, value);
    if (day === undefined) return;
    integers[row] = column.width === 8 ? BigInt(day) : day;
    setBit(known, row);
  });
}

/** The day that the column holds: of a range of days one of its ends, undefined if not known. */
function heldDay(writer, limits, row, value) {
  const { bound } = writer.column;
  if (!isNamed(value) || !("least" in value || "greatest" in value)) {
    return dayOf(writer, limits, row, value);
  }
  if (bound === "exact") {
    const allowed = "must be one day, or null where it is not known: " +
      "ranges of days are for artefacts built with --ranges";
    return refuse(TypeError, writer, row, value, allowed);
  }
  const endOf = (end) => {
    const day = value[end];
    if (day === undefined || day === null) return undefined;
    return dayOf(writer, limits, row, day, `.${end}`);
  };
  const ends = { least: endOf("least"), greatest: endOf("greatest") };
  if (ends.least > ends.greatest) {
    const [first, last] = [ends.least, ends.greatest].map(formatDate);
    const allowed = `its least day, ${first}, comes after its greatest, ${last}`;
    return refuse(RangeError, writer, row, value, allowed);
  }
  return ends[bound];
}

/** The number of one day; `end` is where in a range it stands. */
function dayOf(writer, [least, greatest], row, value, end = "") {
  const known = value instanceof Date ? dayOfDate(value)
    : typeof value === "string" ? parseDate(value) : undefined;
  if (known >= least && known <= greatest) return known;
  if (known !== undefined) {
    const last = greatest === lastDay ? '"never"' : formatDate(greatest);
    const allowed = `must lie from ${formatDate(least)} to ${last}`;
    return refuse(RangeError, writer, row, value, allowed, end);
  }
  if (value instanceof Date) {
    const allowed = "a Date must be midnight in universal time; an ISO string says the day plainly";
    return refuse(RangeError, writer, row, value, allowed, end);
  }
  const range = end === "" && writer.column.bound !== "exact" ? ", {least, greatest}" : "";
  const form = `must be a day such as "2026-07-01", "never", a Date${range} or null`;
  const Kind = typeof value === "string" ? RangeError : TypeError;
  return refuse(Kind, writer, row, value, form, end);
}

function packReference(writer) {
  const { packer, column, addresses, capacity } = writer;
  const known = packer.plane(addresses[0], capacity);
  const targets = packer.memory.words(addresses[1], capacity);
  const entity = packer.schema.tables[column.target].entity;
  eachKnown(writer, (row, value) => {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint") {
      refuse(TypeError, writer, row, value, `must be the id of a row of ${entity}, or null`);
    }
    const target = packer.rowOf(column.target, value);
    if (target === undefined) {
      const allowed = `no row of the table ${JSON.stringify(entity)} has that id`;
      refuse(RangeError, writer, row, value, allowed);
    }
    targets[row] = target;
    setBit(known, row);
  });
}

function packRows(writer) {
  const { packer, column, source, addresses, capacity, rows } = writer;
  const value = source.values(column.name);
  const children = [];
  const places = [];
  const first = packer.memory.words(addresses[1], capacity + 1);
  const known = packer.plane(addresses[0], capacity);
  for (let row = 0; row < rows; ++row) {
    const given = value(row);
    first[row] = children.length;
    if (given === undefined || given === null) continue;
    const partial = !Array.isArray(given) && Array.isArray(given.atLeast);
    const list = partial ? given.atLeast : given;
    if (!Array.isArray(list)) {
      refuse(TypeError, writer, row, given, "must be an array of rows, {atLeast: [...]} or null");
    }
    if (!partial) setBit(known, row);
    for (let index = 0; index < list.length; ++index) {
      if (!isNamed(list[index])) {
        const allowed = "must be an object of facts";
        refuse(TypeError, writer, row, list[index], allowed, `[${index}]`);
      }
      children.push(list[index]);
      places.push([row, index]);
    }
  }
  first.fill(children.length, rows);
  const linked = new Rows(children, column.name);
  linked.place = (child, name) => {
    const [row, index] = places[child];
    return `${source.place(row, column.name)}[${index}].${name}`;
  };
  linked.pathOf = (child) => {
    const [row, index] = places[child];
    const above = source.pathOf?.(row);
    return `${above === undefined ? "" : `${above}.`}${column.name}[${index}]`;
  };
  packer.pack(column.target, linked);
}

const writers = {
  boolean: packBoolean,
  enumeration: packEnumeration,
  ordered_enumeration: packEnumeration,
  set: packSet,
  number: packNumber,
  date: packDate,
  reference: packReference,
  rows: packRows,
};
