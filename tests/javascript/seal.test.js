// Damaged artefacts are refused before anything of them runs: by the digest, which is that of
// compiler/base/digest.h, and by the seal.
import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "node:path";

import { load } from "../../runtime/javascript/nansen.js";
import { digestOf, requireSealed } from "../../runtime/javascript/seal.js";
import { build, source } from "./support.js";

const built = build([join(source, "examples/embed/shelter.treaty")]);

const hexadecimal = (bytes) =>
  digestOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.length))
    .map((half) => half.toString(16).padStart(16, "0")).join("");

// The same numbers as in tests/unit/base/digest_test.cpp.
test("digests are those of the compiler", () => {
  const bytes = Uint8Array.from({ length: 199999 }, (_, at) => Math.imul(at, at) * 7 + at * 31 + (at >> 8));
  for (const [length, digest] of [
    [241, "b03ed83314c8dfca30ca188aa84358a4"],
    [1024, "d880f333bb4366267051a94ba436afc0"],
    [1025, "de9c78fefa6a4882d0a45e3e159a16eb"],
    [2049, "6cf940a185c65959eb9c73eb507dc6df"],
    [65536, "f4a2ab96edfe1378d1e8470a4ce4f8a6"],
    [199999, "94f93e6d770905325150305534c2ecf2"],
  ]) {
    assert.equal(hexadecimal(bytes.subarray(0, length)), digest, String(length));
    assert.equal(hexadecimal(bytes.slice(0, length)), digest);
  }
  assert.equal(hexadecimal(new Uint8Array(5000).fill(255)), "28c52cfea4c8cc65eecab76e201cf173");
  assert.throws(() => digestOf(new DataView(new ArrayBuffer(240))), RangeError);
});

const refusal = { name: "TypeError", message: /damaged/ };
const refused = (bytes, what) => assert.throws(() => requireSealed(viewOf(bytes)), refusal, what);
const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

test("an artefact with any bit of it changed is refused", async () => {
  const bytes = Uint8Array.from(await built);
  requireSealed(viewOf(bytes));
  const places = Array.from({ length: Math.ceil(bytes.length / 17) }, (_, index) => index * 17);
  for (let at = bytes.length - 64; at < bytes.length; ++at) places.push(at);
  for (const at of places) {
    const bit = 1 << (at % 8);
    bytes[at] ^= bit;
    refused(bytes, `byte ${at}`);
    bytes[at] ^= bit;
  }
  requireSealed(viewOf(bytes));
});

test("an artefact of any other length is refused", async () => {
  const bytes = Uint8Array.from(await built);
  for (let length = 0; length < bytes.length; ++length) refused(bytes.subarray(0, length), `${length} bytes`);
  for (const more of [1, 8, 32]) {
    const longer = new Uint8Array(bytes.length + more);
    longer.set(bytes);
    refused(longer, `${more} bytes too many`);
  }
  refused(bytes.slice(1), "without its first byte");
  const without = Uint8Array.from([...bytes.subarray(0, 5000), ...bytes.subarray(5001)]);
  refused(without, "without a byte in its middle");
});

test("load refuses what is damaged, in whatever form it comes", async () => {
  const bytes = Uint8Array.from(await built);
  bytes[bytes.length >> 1] ^= 1;
  const url = `data:application/wasm;base64,${Buffer.from(bytes).toString("base64")}`;
  for (const from of [bytes, bytes.buffer, viewOf(bytes), new Response(bytes), url]) {
    await assert.rejects(load(from), { name: "TypeError", message: /the artefact is damaged/ });
  }
  await assert.rejects(load(bytes.subarray(0, -1)), { name: "TypeError", message: /its end, the seal, is missing/ });
  // Another tool's change breaks the seal too: here a section behind it.
  const patched = Uint8Array.from([...(await built), 0, 2, 1, 0x61]);
  assert.ok(WebAssembly.validate(patched));
  await assert.rejects(load(patched), { name: "TypeError", message: /not one that nansen build wrote, or it is damaged/ });
});
