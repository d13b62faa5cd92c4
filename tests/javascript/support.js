// What the tests share: artefacts built by the command, its tables as rows, and answers in its words.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { load } from "../../runtime/javascript/nansen.js";

export const source = fileURLToPath(new URL("../../", import.meta.url));
const command = process.env.NANSEN ?? join(source, "build/bin/nansen");

// What it keeps from run to run stays in the folder of the build.
const kept = resolve(dirname(command), "../kept");

/** What the command prints. */
export function nansen(words, folder = source) {
  const env = { ...process.env, XDG_CACHE_HOME: kept };
  return execFileSync(command, words, { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 28 });
}

/** Calls `use` with a folder that goes away afterwards. */
export async function inFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), "nansen-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The bytes of the artefact that these words build. */
export function build(words, folder = source) {
  return inFolder((made) => {
    nansen(["build", ...words, "-o", join(made, "built.wasm")], folder);
    return readFileSync(join(made, "built.wasm"));
  });
}

export async function evaluatorOf(words, folder = source) {
  return load(await build(words, folder));
}

/** The records of a CSV file, by the names of its header. */
export function readCsv(path) {
  const cells = /("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/y;
  const text = readFileSync(path, "utf8").replace(/\r\n/g, "\n");
  const records = [];
  for (cells.lastIndex = 0; cells.lastIndex < text.length; ) {
    const record = [];
    for (let end = ","; end === ","; ) {
      const [, cell, found] = cells.exec(text);
      record.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
      end = found;
    }
    records.push(record);
  }
  const [header, ...rows] = records;
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index]])));
}

function factOf(column, cell) {
  if (cell === undefined || cell === "") return null;
  switch (column.kind) {
    case "boolean": return cell === "yes";
    case "set": return cell === "none" || cell === "|" ? [] : cell.split("|");
    case "number": return column.width < 8 && column.scale === 1 ? Number(cell) : cell;
    default: return cell;
  }
}

const groups = new WeakMap();

/** The records of a table by what leads to them, worked out once. */
function grouped(tables, name, ways) {
  const known = groups.get(tables) ?? new Map();
  groups.set(tables, known);
  if (known.has(name)) return known.get(name);
  const found = new Map();
  for (const record of tables[name] ?? []) {
    const key = ways.map((way) => record[way]).join("\n");
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(record);
  }
  known.set(name, found);
  return found;
}

/**
 * The cases that CSV tables hold, as rows of a schema: `tables` are records by the table's name.
 * Linked rows are found by the columns that lead to them, `case` first.
 */
export function rowsOf(schema, tables, domain = 0, above = {}) {
  const table = schema.tables[domain];
  const steps = table.name === "" || table.kind === "referenced" ? [] : table.name.split(".");
  const ways = ["case", ...steps.slice(0, -1)].slice(0, steps.length);
  const key = ways.map((way) => above[way]).join("\n");
  const records = grouped(tables, table.name, ways).get(key) ?? [];
  return records.map((record, index) => {
    const row = { id: record.id };
    for (const column of table.columns) {
      if (column.kind !== "rows") {
        row[column.name] = factOf(column, record[column.name]);
        continue;
      }
      const own = steps.length === 0 ? "case" : steps.at(-1);
      const here = { ...above, [own]: record.id ?? String(index + 1) };
      const listed = rowsOf(schema, tables, column.target, here);
      const partial = record[column.name] === "";
      const absent = record[column.name] === undefined && listed.length === 0;
      row[column.name] = absent || (partial && listed.length === 0) ? null
        : partial ? { atLeast: listed } : listed;
    }
    return row;
  });
}

/** An answer in the words of `nansen run --format csv`. */
export function words(answer) {
  if (answer === true) return "yes";
  if (answer === false) return "no";
  if (answer === null) return "undetermined";
  if (typeof answer !== "object") return String(answer);
  const { least, greatest } = answer;
  if (least === null && greatest === null) return "undetermined";
  return least === greatest ? least : `${least ?? ""}..${greatest ?? ""}`;
}

/** What the command says that a form of answers with one null for all of them does not. */
export function asOneNull(expected) {
  return expected === "no value" || /^from .* to /.test(expected) ? "undetermined" : expected;
}
