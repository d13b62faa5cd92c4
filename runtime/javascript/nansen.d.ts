// Treaty provisions that `nansen build -o out.wasm` compiled, answered in Node and in browsers.

/** Certainly so, certainly not, or not determined by the facts that are known. Compare with `===`:
 * null is not false. */
export type Truth = boolean | null;

/** An exact number: a whole one as number (BigInt beyond 2^53), any other as text, "12.5" or "1/3". */
export type ExactNumber = number | bigint | string;

/** A day known in part: on or after `least`, on or before `greatest`, which is not before `least`;
 * null where that is open. */
export interface DayRange {
  least: string | Date | null;
  greatest: string | Date | null;
}

/** What is known of one fact. Null, or nothing at all: it is not known.
 *
 * - boolean: true, false
 * - enumeration: the member's name
 * - set: the members' names, in an array or a Set; the empty one is the empty set
 * - number, period: a number, a BigInt, or text ("12.5", "1/3"); 0.1 is a tenth. Periods are whole
 *   days or months, as the schema's `unit` says
 * - date: "2026-07-01", "never", or a Date that is midnight in universal time; of a fact that the
 *   schema has two columns for also a DayRange
 * - reference: the id of the row it names, among those of the table given for its entity
 * - linked rows: an array of rows, all there are; {atLeast: [...]}: further ones may exist
 */
export type Value =
  | boolean
  | number
  | bigint
  | string
  | Date
  | DayRange
  | readonly string[]
  | ReadonlySet<string>
  | readonly Row[]
  | { atLeast: readonly Row[] }
  | null
  | undefined;

/** The facts of one case, or of one row of another table. Members that are no facts are passed over. */
export interface Row {
  readonly [fact: string]: Value;
}

/** The same facts, an array a fact, all of one length. */
export interface Columns {
  readonly [fact: string]: ArrayLike<Value>;
}

export interface Options {
  /** The rows of entities that facts refer to, by the entity's name, each with an `id`. */
  tables?: { readonly [entity: string]: readonly Row[] | Columns };
  /** Refuse names that no definition asks for: against misspelt facts. */
  strict?: boolean;
}

/** An answer: of a truth yes, no or null; of an enumeration the member's name; of a number an
 * ExactNumber; of a date "2026-07-01" or "never"; of a range of days both ends. Null: not determined. */
export type Answer =
  | Truth
  | ExactNumber
  | { least: string | null; greatest: string | null };

export interface Explanation {
  answers: { [definition: string]: Answer };
  /** Every rule asked of the case and of its linked rows, in the order of the text: where the law says
   * it, and whether it holds. Those that hold, or not, whatever the facts of a linked row are left out. */
  rules: RuleTruth[];
}

export interface RuleTruth {
  /** Its number in the schema. */
  rule: number;
  /** What it helps to define. */
  definition: string;
  /** "MIMC, art. 2(b)" */
  citation: string;
  /** The heading of that article; empty where it has none. */
  heading: string;
  /** Of a rule asked of linked rows, an entry a row: "relatives[0].permits[2]". */
  row?: string;
  truth: Truth;
}

export interface Definition {
  name: string;
  kind: "truth" | "enumeration" | "ordered_enumeration" | "number" | "date" | "date_range";
  members: readonly string[];
  /** Of numbers: the number times the scale is whole. */
  scale: number;
  type?: string;
  unit?: "days" | "months";
  entity?: string;
  citation?: string;
}

export interface Column {
  name: string;
  kind:
    | "boolean"
    | "enumeration"
    | "ordered_enumeration"
    | "set"
    | "number"
    | "date"
    | "reference"
    | "rows";
  members: readonly string[];
  width: number;
  /** Of numbers and dates; `least` and `greatest` are times the scale. */
  scale?: number;
  least?: string;
  greatest?: string;
  bound?: "exact" | "least" | "greatest";
  /** Of references and linked rows: the table. */
  target?: number;
  type?: string;
  unit?: "days" | "months";
  /** What to ask, in the vocabulary's words. */
  question?: string;
  judgement?: boolean;
}

export interface Table {
  /** "" for the cases; the links from there, "relatives.permits"; an entity that is referred to. */
  name: string;
  kind: "main" | "linked" | "referenced";
  entity: string;
  domain: number;
  parent?: number;
  link?: number;
  columns: readonly Column[];
}

/** What an artefact says of itself. */
export interface Schema {
  /** The version of Nansen that built it. */
  nansen: string;
  format: number;
  name: string;
  target: string;
  definitions: readonly Definition[];
  tables: readonly Table[];
  rules: readonly {
    rule: number;
    citation: string;
    domain: number;
    definition?: string;
    heading?: string;
  }[];
  receipt: {
    sources: readonly { path: string; library: boolean; sha256: string; bytes: number }[];
    drafts: readonly string[];
    definitions: readonly string[];
    readings: readonly string[];
    as_of: string | null;
  };
}

export class Evaluator {
  private constructor(instance: WebAssembly.Instance);
  readonly schema: Schema;
  /** Answers all definitions for every case: a row of answers a row of facts.
   * @throws RangeError or TypeError where a value is not allowed: which, where, and what is. */
  evaluate(cases: readonly Row[], options?: Options): { [definition: string]: Answer }[];
  /** The same for columns: a column of answers a definition. */
  evaluate(cases: Columns, options?: Options): { [definition: string]: Answer[] };
  /** The answers for one case, and every rule behind them. */
  explain(row: Row, options?: Options): Explanation;
}

/** Loads an artefact: its bytes, a compiled module, a response, or where it lies: a URL, in Node
 * also a path. A Module no longer has the bytes that its seal is over: whoever compiled it answers
 * for them.
 * @throws TypeError where it is none that `nansen build` wrote, or is damaged or cut. */
export function load(
  source: ArrayBuffer | ArrayBufferView | WebAssembly.Module | Response | URL | string,
): Promise<Evaluator>;
