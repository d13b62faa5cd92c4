// What an artefact carries beside its kernels: an image, as docs/artefacts.md lays it out.

const imageFormat = 1;
const magic = "NANSEN\x1a\n";
const headerBytes = 72;

/** What an artefact says of itself: the description in its image. */
export function describedIn(instance) {
  const { memory, nansen_image: image, nansen_image_bytes: size } = instance.exports;
  const bytes = new Uint8Array(memory.buffer, image(), size());
  const numbers = new DataView(memory.buffer, image(), size());
  const begin = String.fromCharCode(...bytes.subarray(0, magic.length));
  if (size() < headerBytes || begin !== magic) {
    throw new TypeError("the artefact's image is damaged");
  }
  const format = numbers.getUint32(8, true);
  if (format !== imageFormat) {
    throw new TypeError(`the artefact has form ${format}; this package reads form ${imageFormat}`);
  }
  const first = numbers.getUint32(12, true);
  const length = Number(numbers.getBigUint64(24, true));
  return JSON.parse(new TextDecoder().decode(bytes.slice(first, first + length)));
}
