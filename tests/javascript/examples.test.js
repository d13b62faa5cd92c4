// The examples as a user would run them: the package found by its name in Node, and a page served to a
// real browser.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { execFile } from "node:child_process";
import { extname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { inFolder, nansen, source } from "./support.js";

const examples = join(source, "examples/embed");
const runtime = join(source, "runtime/javascript");

test("Node: the example finds the package and prints its answers", () =>
  inFolder((folder) => {
    cpSync(join(examples, "node"), folder, { recursive: true });
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(runtime, join(folder, "node_modules/nansen"));
    nansen(["build", join(examples, "shelter.treaty"), "-o", join(folder, "shelter.wasm")]);
    const printed = execFileSync(process.execPath, ["main.js", "shelter.wasm"], { cwd: folder, encoding: "utf8" });
    assert.equal(printed, [
      "person 1: yes",
      "person 2: no",
      "person 3: undetermined",
      "why person 2 is not sheltered:",
      "  Draft on shelter, art. 1: no",
      "  Draft on shelter, art. 1(flight): yes",
      "  Draft on shelter, art. 1(civilian): yes",
      "  Draft on shelter, art. 2: yes",
      "",
    ].join("\n"));
  }));

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };

/** Serves a folder, as any host of files does, for as long as `use` runs. */
async function served(folder, use) {
  const server = createServer((request, response) => {
    try {
      const path = new URL(request.url, "http://localhost").pathname;
      const bytes = readFileSync(join(folder, path === "/" ? "index.html" : path));
      response.writeHead(200, { "content-type": types[extname(path)] ?? "text/html" }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const chromium = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

function browse(folder, url, options) {
  return promisify(execFile)(chromium, ["--headless", "--no-sandbox", "--disable-gpu",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run", "--disable-background-networking",
    `--user-data-dir=${join(folder, "profile")}`, "--enable-logging=stderr", "--log-level=0",
    "--virtual-time-budget=20000", ...options, url], { cwd: folder, maxBuffer: 1 << 26, timeout: 120000 });
}

// Put after the page's own script: answers questions as a reader would, by clicking.
const clicks = `
const wait = () => new Promise((done) => setTimeout(done, 50));
for (let round = 0; round < 100 && !document.querySelector(".verdict"); ++round) await wait();
const before = document.querySelector(".verdict").className;
const reasons = [...document.querySelectorAll("input[name=reasons]")];
const seen = () => [
  reasons.filter((input) => input.checked).map((input) => input.nextSibling.textContent).join("+"),
  document.querySelectorAll("li:not(.open)").length,
];
const click = (...places) => (places.forEach((at) => reasons.at(at).click()), seen());
const set = {
  start: seen(), one: click(0), two: click(1), none: click(-2), again: click(0), cleared: click(0),
  noneAgain: click(-2), open: click(-1),
};
document.querySelector("input[name=infringed_oau_convention]").click();
document.body.dataset.found = JSON.stringify({
  before, set, after: document.querySelector(".verdict").className,
  questions: document.querySelectorAll("fieldset").length,
  rules: document.querySelectorAll("li").length,
  decided: document.querySelectorAll("li:not(.open)").length,
  wide: document.documentElement.scrollWidth,
});`;

function page(folder) {
  cpSync(join(examples, "page"), folder, { recursive: true });
  cpSync(runtime, join(folder, "nansen"), { recursive: true });
  nansen(["build", "oau_1969", "--define", "oau_1969.refugee", "-o", join(folder, "provision.wasm")]);
}

test("the page answers in a browser", { skip: chromium === undefined && "there is no Chromium" }, () =>
  inFolder(async (folder) => {
    page(folder);
    const html = readFileSync(join(folder, "index.html"), "utf8");
    writeFileSync(join(folder, "clicked.html"), `${html}<script type="module">${clicks}</script>`);
    await served(folder, async (url) => {
      const { stdout, stderr } = await browse(folder, `${url}clicked.html`, ["--dump-dom", "--window-size=1200,900"]);
      const errors = stderr.split("\n").filter((line) => line.includes("CONSOLE"));
      assert.deepEqual(errors.filter((line) => !line.includes("favicon")), []);
      const found = /data-found="([^"]*)"/.exec(stdout);
      assert.notEqual(found, null, stdout.slice(-2000));
      const seen = JSON.parse(found[1].replaceAll("&quot;", '"'));
      // Of a set, none of its members is an answer, and no answer is none: neither is had by chance.
      const { start, one, two, none, again, cleared, noneAgain, open } = seen.set;
      assert.deepEqual([start, one, two, none].map(([chosen]) => chosen.split("+").length), [1, 1, 2, 1]);
      assert.equal(start[0], "Not known");
      assert.equal(none[0], "None");
      assert.notEqual(one[0], "Not known");
      assert.deepEqual([again, cleared, noneAgain, open], [one, start, none, start]);
      assert.ok(none[1] > start[1], "that there is no reason decides nothing");
      assert.equal(seen.before, "verdict open");
      assert.equal(seen.after, "verdict no");
      assert.ok(seen.questions > 40 && seen.rules > 70 && seen.decided > 0, found[1]);
      assert.ok(seen.wide <= 1200, "the page is wider than the screen");
    });
  }));

test("the page can be looked at", { skip: chromium === undefined && "there is no Chromium" }, () =>
  inFolder(async (folder) => {
    page(folder);
    await served(folder, async (url) => {
      const shot = process.env.NANSEN_SCREENSHOT ?? join(folder, "page.png");
      await browse(folder, url, [`--screenshot=${shot}`, "--window-size=1200,900"]);
      assert.ok(readFileSync(shot).length > 20000, "the picture is nearly empty");
    });
  }));
