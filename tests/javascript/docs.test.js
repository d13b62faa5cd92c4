// What docs/embedding.md shows is what happens.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { inFolder, nansen, source } from "./support.js";

test("the sample prints what stands below it", () =>
  inFolder((folder) => {
    const text = readFileSync(join(source, "docs/embedding.md"), "utf8");
    const section = text.slice(text.indexOf("## JavaScript and WebAssembly"));
    const [, sample] = /```js\n(.*?)```/s.exec(section);
    const [, expected] = /```text\n(.*?)```/s.exec(section);
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(source, "runtime/javascript"), join(folder, "node_modules/nansen"));
    writeFileSync(join(folder, "sample.mjs"), sample);
    nansen(["build", join(source, "examples/embed/shelter.treaty"), "-o", join(folder, "shelter.wasm")]);
    const printed = execFileSync(process.execPath, ["sample.mjs"], { cwd: folder, encoding: "utf8" });
    assert.equal(printed, expected);
  }));
