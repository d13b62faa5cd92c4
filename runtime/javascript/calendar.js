// Gregorian days as numbers: days since 1970-01-01, from 0001-01-01 to 9999-12-31. The last of them
// stands for a day that does not come, "never".

export const firstDay = -719162;
export const lastDay = 2932896;

const milliseconds = 86_400_000;

/** The day number, or undefined where there is no such day. */
function dayNumber(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1 && year <= 9999 ? date.getTime() / milliseconds : undefined;
}

/** Reads "2026-07-01" and "never"; undefined where it is no such day. */
export function parseDate(text) {
  if (text === "never") return lastDay;
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts === null ? undefined : dayNumber(...parts.slice(1).map(Number));
}

/** Writes "2026-07-01"; "never" for the last day. */
export function formatDate(day) {
  if (day === lastDay) return "never";
  // Years below 1000 keep their four digits.
  return new Date(day * milliseconds).toISOString().slice(0, 10);
}

/** The day that a Date is midnight of in universal time; undefined where it is not midnight. */
export function dayOfDate(date) {
  const day = date.getTime() / milliseconds;
  return Number.isInteger(day) ? day : undefined;
}

/**
 * For each day, from the first, how many days later the next one is on which someone works; three
 * more bytes follow, because kernels read four at a time.
 */
export function workingDayDistances({ weekend, holidays, yearly }) {
  const days = lastDay - firstDay + 1;
  const distances = new Uint8Array(days + 3);
  for (let day = 0; day < days; ++day) distances[day] = (weekend >> (day % 7)) & 1;
  for (const day of holidays) {
    if (day >= firstDay && day <= lastDay) distances[day - firstDay] = 1;
  }
  for (let year = 1; year <= 9999; ++year) {
    for (const date of yearly) {
      const day = dayNumber(year, Math.floor(date / 100), date % 100);
      if (day !== undefined) distances[day - firstDay] = 1;
    }
  }
  // From the last day, which is never and stays, backwards.
  distances[days - 1] = 0;
  for (let day = days - 2; day >= 0; --day) {
    if (distances[day] !== 0) distances[day] = distances[day + 1] + 1;
  }
  return distances;
}
