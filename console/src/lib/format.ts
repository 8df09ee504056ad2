/** Numbers as people read them: with a unit, three meaningful figures, and a dash for what nobody knows. */

const NARROW = "\u202f";
const MINUS = "\u2212";

/** What is shown for a null: unknown is never zero. */
export const UNKNOWN = "–";

type Maybe = number | null | undefined;

function known(value: Maybe): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** 1234567 → "1,234,567"; fractions keep at most `digits` places. */
export function count(value: Maybe, digits = 0): string {
  if (!known(value)) return UNKNOWN;
  return value.toLocaleString("en-GB", { maximumFractionDigits: digits }).replace("-", MINUS);
}

/** A share from 0 to 1 as a percentage; the closer to the ends, the more places, so that 99.95 % is not 100 %. */
export function share(value: Maybe): string {
  if (!known(value)) return UNKNOWN;
  return `${percentFigure(value * 100)}${NARROW}%`;
}

function percentFigure(percent: number): string {
  const size = Math.abs(percent);
  const fromEnd = Math.min(size, Math.abs(100 - size));
  if (fromEnd === 0) return percent.toFixed(0).replace("-", MINUS);
  let places = size > 100 || fromEnd >= 10 ? 0 : fromEnd >= 1 ? 1 : fromEnd >= 0.1 ? 2 : 3;
  // Never round a value onto an end that it has not reached.
  while (places < 6 && [0, 100].includes(Number(size.toFixed(places)))) places++;
  const figure = Number(percent.toFixed(places)).toString();
  return figure.replace("-", MINUS);
}

/** What is left of something, as a percentage with one place, rounded down: 99.96 % of a budget is not all of it. */
export function portion(value: Maybe): string {
  if (!known(value)) return UNKNOWN;
  const floored = Math.floor(Math.abs(value) * 1000 + 1e-9) / 10;
  return `${value < 0 && floored > 0 ? MINUS : ""}${floored}${NARROW}%`;
}

/** Requests per second: "98/s", "3.4/s", "1.2k/s". */
export function rate(value: Maybe): string {
  if (!known(value)) return UNKNOWN;
  return `${compact(value)}/s`;
}

/** 950 → "950", 12345 → "12.3k", 1200000 → "1.2M". */
export function compact(value: Maybe): string {
  if (!known(value)) return UNKNOWN;
  const size = Math.abs(value);
  if (size >= 999_500) return `${trim(value / 1e6)}M`;
  if (size >= 9_999.5) return `${trim(value / 1e3)}k`;
  if (size >= 100) return count(Math.round(value));
  return trim(value);
}

function trim(value: number): string {
  const size = Math.abs(value);
  const places = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return Number(value.toFixed(places)).toString().replace("-", MINUS);
}

/** A latency in seconds: "4.2 ms", "310 ms", "1.25 s". */
export function latency(seconds: Maybe): string {
  if (!known(seconds)) return UNKNOWN;
  const millis = seconds * 1000;
  if (millis === 0) return `0${NARROW}ms`;
  if (Math.abs(millis) < 10) return `${Number(millis.toFixed(1))}${NARROW}ms`;
  if (Math.abs(millis) < 999.5) return `${Math.round(millis)}${NARROW}ms`;
  return `${Number(seconds.toFixed(seconds < 10 ? 2 : 1))}${NARROW}s`;
}

const UNITS: readonly [number, string][] = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
];

/** A length of time with its two largest units: "2 min 13 s", "1 h 4 min", "30 d"; below a second "under 1 s". */
export function duration(seconds: Maybe): string {
  if (!known(seconds)) return UNKNOWN;
  const whole = Math.round(Math.abs(seconds));
  if (whole === 0) return seconds === 0 ? `0${NARROW}s` : `under 1${NARROW}s`;
  const parts: string[] = [];
  let rest = whole;
  for (const [size, unit] of UNITS) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount}${NARROW}${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}

/** A short window's name: 300 → "5 min", 2592000 → "30 d". */
export function windowName(seconds: number, calendarMonth = false): string {
  return calendarMonth ? "this month" : duration(seconds);
}

/** A countdown: "4:05", "1:02:00"; what has passed is "now". */
export function countdown(seconds: number): string {
  if (seconds <= 0) return "now";
  const whole = Math.ceil(seconds);
  const h = Math.floor(whole / 3600);
  const m = Math.floor((whole % 3600) / 60);
  const s = whole % 60;
  const two = (n: number) => n.toString().padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** "just now", "12 s ago", "3 min ago", "2 h ago", "5 d ago"; the future is "in …". */
export function relative(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1000);
  const size = Math.abs(seconds);
  if (size < 2) return "just now";
  const [amount, unit] =
    size < 60
      ? [size, "s"]
      : size < 3600
        ? [Math.floor(size / 60), "min"]
        : size < 86_400
          ? [Math.floor(size / 3600), "h"]
          : [Math.floor(size / 86_400), "d"];
  const text = `${amount}${NARROW}${unit}`;
  return seconds >= 0 ? `${text} ago` : `in ${text}`;
}

/** The whole instant: "21 Nov 2026, 10:42:07 UTC"; without `utc` in the reader's zone. */
export function absolute(at: number, utc: boolean): string {
  return new Date(at).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hour12: false,
    timeZoneName: "short",
    ...(utc ? { timeZone: "UTC" } : {}),
  });
}

/** Only the time of day: "10:42:07". */
export function clock(at: number, utc: boolean, seconds = true): string {
  return new Date(at).toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
    hour12: false,
    ...(utc ? { timeZone: "UTC" } : {}),
  });
}

/** The day of a time: "14 Nov". */
export function day(at: number, utc: boolean): string {
  return new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short", ...(utc ? { timeZone: "UTC" } : {}) });
}

/** What a field for a date and a time holds, as an instant: "2026-11-21T10:42" → "2026-11-21T10:42:00.000Z"; empty when it is no time. */
export function instant(text: string, utc: boolean): string {
  const at = Date.parse(utc ? `${text}Z` : text);
  return text === "" || Number.isNaN(at) ? "" : new Date(at).toISOString();
}

/** The other way round, to the minute: what such a field shows for a time. */
export function timeField(at: number, utc: boolean): string {
  const shift = utc ? 0 : new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - shift).toISOString().slice(0, 16);
}

/** What a field for a number holds, as the server reads it: with a minus sign of any kind, and no plus. */
export function numeral(text: string): string {
  return text.trim().replace(/^[\u2212\u2013]/, "-").replace(/^\+/, "");
}

/** The zone in which times are shown: "UTC", "Europe/Berlin". */
export function zoneName(utc: boolean): string {
  return utc ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "1 service", "3 services". */
export function plural(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function listing(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** A sentence as a heading or in a row: without its full stop. */
export function heading(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
