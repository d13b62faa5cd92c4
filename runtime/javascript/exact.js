// Exact numbers: what a column stores is the value times its scale, a whole number.

const decimal = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;
const fraction = /^([+-]?\d+)\/(\d+)$/;

/**
 * `value` times `scale` (a BigInt) as a BigInt. Undefined where it is no number; null where it is
 * one that the scale does not hold. A number that is not whole is what it is written as: 0.1 is
 * a tenth.
 */
export function stored(value, scale) {
  if (typeof value === "bigint") return value * scale;
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const text = String(value).trim();
  const parts = decimal.exec(text);
  if (parts === null) {
    const quotient = fraction.exec(text);
    if (quotient === null || BigInt(quotient[2]) === 0n) return undefined;
    return whole(BigInt(quotient[1]) * scale, BigInt(quotient[2]));
  }
  const digits = BigInt(parts[2] + (parts[3] ?? ""));
  const exponent = Number(parts[4] ?? 0) - (parts[3] ?? "").length;
  if (Math.abs(exponent) > 400) return null;
  const number = (parts[1] === "-" ? -digits : digits) * scale;
  return exponent >= 0 ? number * 10n ** BigInt(exponent) : whole(number, 10n ** BigInt(-exponent));
}

/** The quotient, or null where it is not whole. */
function whole(number, divisor) {
  return number % divisor === 0n ? number / divisor : null;
}

/** The exact number that is stored as `number`: "12.5", or "1/3" where no decimal ends. */
export function written(number, scale) {
  let divisor = gcd(number < 0n ? -number : number, scale);
  let numerator = number / divisor;
  const denominator = scale / divisor;
  let digits = 0;
  let rest = denominator;
  for (const prime of [2n, 5n]) {
    let times = 0;
    for (; rest % prime === 0n; rest /= prime) ++times;
    digits = Math.max(digits, times);
  }
  if (rest !== 1n) return `${numerator}/${denominator}`;
  if (digits === 0) return String(numerator);
  divisor = denominator;
  numerator = (numerator * 10n ** BigInt(digits)) / divisor;
  const sign = numerator < 0n ? "-" : "";
  const text = String(numerator < 0n ? -numerator : numerator).padStart(digits + 1, "0");
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function gcd(a, b) {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
