// The memory of a WebAssembly instance beyond what the module itself uses: given out from its
// bottom up, and taken back all at once.

export const blockRows = 512;
const line = 64;
const page = 65536;

export class Memory {
  /** `memory` is used from byte `bottom` on. */
  constructor(memory, bottom) {
    this.memory = memory;
    this.top = Math.ceil(bottom / line) * line;
  }

  /** The address of `bytes` bytes, on a line of its own; `clear` makes them zero. */
  take(bytes, clear = false) {
    const address = this.top;
    // Rows of different columns shall not contend for one place in the cache.
    this.top += Math.ceil(bytes / line) * line + line;
    const missing = this.top - this.memory.buffer.byteLength;
    if (missing > 0) this.grow(Math.ceil(missing / page));
    if (clear) this.bytes(address, bytes).fill(0);
    return address;
  }

  grow(pages) {
    try {
      this.memory.grow(pages);
    } catch (cause) {
      throw new RangeError("the rows do not fit in the memory of WebAssembly", { cause });
    }
  }

  /** What `release` takes back everything after. */
  mark() {
    return this.top;
  }
  release(mark) {
    this.top = mark;
  }

  // Views are good until the next `take`, which may move the memory.
  bytes(address, count) {
    return new Uint8Array(this.memory.buffer, address, count);
  }
  words(address, count) {
    return new Uint32Array(this.memory.buffer, address, count);
  }
  /** Signed integers of `width` bytes: BigInts where it is 8. */
  integers(address, count, width) {
    const Integers = { 1: Int8Array, 2: Int16Array, 4: Int32Array, 8: BigInt64Array }[width];
    return new Integers(this.memory.buffer, address, count);
  }
}

export function blocksOf(rows) {
  return Math.ceil(rows / blockRows);
}

/** Sets bit `row` of a plane. */
export function setBit(plane, row) {
  plane[row >>> 5] |= 1 << (row & 31);
}
export function bitOf(plane, row) {
  return (plane[row >>> 5] >>> (row & 31)) & 1;
}
