// Whether an artefact is the one that was built, told before any of it runs: by the seal that is its
// last bytes, as docs/artefacts.md lays it out. XXH3 is written out here, because what browsers have
// of digests is asynchronous and not there on every page.

const magic = "NANSEAL\n";
const digestAt = 16;
const sealBytes = 32;

/** Throws unless `view`, a DataView, is a module that nansen build sealed, to the last bit. */
export function requireSealed(view) {
  const length = view.byteLength - sealBytes;
  if (view.byteLength < 4 || view.getUint32(0, false) !== 0x0061736d) {
    throw new TypeError("this is no WebAssembly module, or a damaged one");
  }
  const code = (index) => view.getUint8(length + index);
  if (length <= shortest || ![...magic].every((each, at) => each.charCodeAt(0) === code(at))) {
    const why = "or it is damaged: its end, the seal, is missing";
    throw new TypeError(`this WebAssembly module is not one that nansen build wrote, ${why}`);
  }
  const file = new DataView(view.buffer, view.byteOffset, length);
  const stated = [0, 8].map((at) => view.getBigUint64(length + digestAt + at, false));
  const found = digestOf(file);
  const same = found.every((half, at) => half === stated[at]);
  if (same && view.getBigUint64(length + magic.length, true) === BigInt(length)) return;
  const why = "its digest is not the one that it states";
  throw new TypeError(`the artefact is damaged, not as nansen build wrote it: ${why}`);
}

// ---- XXH3, 128 bits, seed 0, of more than 240 bytes: shorter inputs have formulas of their own ----

const shortest = 240;
const stripe = 64;
const block = 1024;

const secret = Uint8Array.from(
  ("b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221" +
   "b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8" +
   "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb" +
   "170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e")
    .match(/../g), (byte) => Number.parseInt(byte, 16));
const secrets = new DataView(secret.buffer);

const prime32 = [0x9e3779b1n, 0x85ebca77n, 0xc2b2ae3dn];
const prime64 = [
  0x9e3779b185ebca87n, 0xc2b2ae3d27d4eb4fn, 0x165667b19e3779f9n, 0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
];
const mask = (1n << 64n) - 1n;

/** The digest of a DataView's bytes, the greater half first. */
export function digestOf(view) {
  const length = view.byteLength;
  if (length <= shortest) throw new RangeError(`a digest is of more than ${shortest} bytes`);
  // Eight sums of 64 bits, each in two words, the lesser first: BigInts would be fifty times slower.
  const sums = new Uint32Array(BigUint64Array.of(
    prime32[2], prime64[0], prime64[1], prime64[2], prime64[3], prime32[1], prime64[4], prime32[0],
  ).buffer);
  const last = Math.floor((length - 1) / stripe) * stripe;
  for (let at = 0; at < last; at += stripe) {
    accumulate(sums, view, at, (at % block) / 8);
    if ((at + stripe) % block === 0) scramble(sums);
  }
  accumulate(sums, view, length - stripe, secret.length - stripe - 7);
  const parts = new BigUint64Array(sums.buffer);
  const size = BigInt(length);
  return [
    merged(parts, secret.length - stripe - 11, ~(size * prime64[1]) & mask),
    merged(parts, 11, (size * prime64[0]) & mask),
  ];
}

/** Adds the 64 bytes from `at` on, with the secret from `from` on. */
function accumulate(sums, view, at, from) {
  for (let word = 0; word < 16; word += 2) {
    const low = view.getUint32(at + 4 * word, true);
    const high = view.getUint32(at + 4 * word + 4, true);
    add(sums, word ^ 2, low, high);
    const a = low ^ secrets.getUint32(from + 4 * word, true);
    const b = high ^ secrets.getUint32(from + 4 * word + 4, true);
    addProduct(sums, word, a, b);
  }
}

function add(sums, word, low, high) {
  const sum = sums[word] + low;
  sums[word] = sum;
  sums[word + 1] += high + (sum > 0xffffffff ? 1 : 0);
}

/** Adds a · b, of which each is 32 bits; the products of their halves are exact. */
function addProduct(sums, word, a, b) {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = a0 * b1 + a1 * b0;
  const low = a0 * b0 + (middle % 0x10000) * 0x10000;
  const carry = Math.floor(low / 0x100000000);
  add(sums, word, low >>> 0, a1 * b1 + Math.floor(middle / 0x10000) + carry);
}

function scramble(sums) {
  const parts = new BigUint64Array(sums.buffer);
  const from = secret.length - stripe;
  parts.forEach((part, lane) => {
    const mixed = part ^ (part >> 47n) ^ secrets.getBigUint64(from + 8 * lane, true);
    parts[lane] = mixed * prime32[0];
  });
}

function merged(parts, from, start) {
  let sum = start;
  for (let lane = 0; lane < parts.length; lane += 2) {
    const product = (parts[lane] ^ secrets.getBigUint64(from + 8 * lane, true)) *
      (parts[lane + 1] ^ secrets.getBigUint64(from + 8 * lane + 8, true));
    sum += (product & mask) ^ (product >> 64n);
  }
  sum &= mask;
  sum = ((sum ^ (sum >> 37n)) * 0x165667919e3779f9n) & mask;
  return sum ^ (sum >> 32n);
}
