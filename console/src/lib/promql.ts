/** What someone who writes a query is about to write. */
export type Wanted =
  | { readonly kind: "expression"; readonly from: number; readonly word: string }
  | { readonly kind: "label"; readonly from: number; readonly word: string; readonly metric: string }
  | { readonly kind: "value"; readonly from: number; readonly word: string; readonly metric: string; readonly label: string };

const WORD = /[A-Za-z_:][\w:]*$/;
const LABELS_FOLLOW = /\b(?:by|without|on|ignoring|group_left|group_right)\s*$/;

interface Open {
  readonly bracket: string;
  readonly metric: string;
  readonly labels: boolean;
}

/** Reads a query up to the cursor; null inside of a text that is no label's value, and inside of a range. */
export function wantedAt(text: string, cursor: number): Wanted | null {
  const open: Open[] = [];
  let quote = "";
  let quoted = 0;
  for (let i = 0; i < cursor; i++) {
    const c = text[i]!;
    if (quote) {
      if (c === "\\" && quote !== "`") i++;
      else if (c === quote) quote = "";
    } else if (c === '"' || c === "'" || c === "`") {
      quote = c;
      quoted = i + 1;
    } else if (c === "#") {
      const end = text.indexOf("\n", i);
      if (end < 0 || end >= cursor) return null;
      i = end;
    } else if (c === "{" || c === "(" || c === "[") {
      const before = text.slice(0, i);
      open.push({ bracket: c, metric: c === "{" ? (WORD.exec(before.trimEnd())?.[0] ?? "") : "", labels: c === "{" || (c === "(" && LABELS_FOLLOW.test(before)) });
    } else if (c === "}" || c === ")" || c === "]") {
      open.pop();
    }
  }
  const inside = open.at(-1);
  const before = text.slice(0, cursor);
  if (quote) {
    const label = /([A-Za-z_]\w*)\s*(?:=~|!~|!=|=)\s*$/.exec(text.slice(0, quoted - 1))?.[1];
    return inside?.bracket === "{" && label ? { kind: "value", from: quoted, word: text.slice(quoted, cursor), metric: inside.metric, label } : null;
  }
  if (inside?.bracket === "[") return null;
  const word = WORD.exec(before)?.[0] ?? "";
  // the rest of a number or of a duration is no word
  if (/\d$/.test(before.slice(0, before.length - word.length))) return null;
  const from = cursor - word.length;
  return inside?.labels ? { kind: "label", from, word, metric: inside.metric } : { kind: "expression", from, word };
}

/** Functions and aggregations: name, and how it is called. */
export const CALLS: readonly (readonly [name: string, call: string])[] = [
  ["rate", "rate(counter[5m]): increase per second"],
  ["increase", "increase(counter[5m])"],
  ["irate", "irate(counter[5m]): of the last two samples"],
  ["sum", "sum by (label) (vector)"],
  ["avg", "avg by (label) (vector)"],
  ["min", "min by (label) (vector)"],
  ["max", "max by (label) (vector)"],
  ["count", "count by (label) (vector)"],
  ["group", "group by (label) (vector)"],
  ["stddev", "stddev by (label) (vector)"],
  ["stdvar", "stdvar by (label) (vector)"],
  ["topk", "topk(5, vector)"],
  ["bottomk", "bottomk(5, vector)"],
  ["quantile", "quantile(0.99, vector): over series"],
  ["count_values", 'count_values("label", vector)'],
  ["histogram_quantile", "histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))"],
  ["histogram_fraction", "histogram_fraction(0, 0.2, histogram)"],
  ["histogram_avg", "histogram_avg(histogram)"],
  ["histogram_count", "histogram_count(histogram)"],
  ["histogram_sum", "histogram_sum(histogram)"],
  ["histogram_stddev", "histogram_stddev(histogram)"],
  ["histogram_stdvar", "histogram_stdvar(histogram)"],
  ["delta", "delta(gauge[5m])"],
  ["idelta", "idelta(gauge[5m])"],
  ["deriv", "deriv(gauge[5m]): slope per second"],
  ["predict_linear", "predict_linear(gauge[1h], 3600)"],
  ["changes", "changes(x[5m])"],
  ["resets", "resets(counter[5m])"],
  ["avg_over_time", "avg_over_time(gauge[5m])"],
  ["min_over_time", "min_over_time(gauge[5m])"],
  ["max_over_time", "max_over_time(gauge[5m])"],
  ["sum_over_time", "sum_over_time(gauge[5m])"],
  ["count_over_time", "count_over_time(x[5m])"],
  ["last_over_time", "last_over_time(x[5m])"],
  ["present_over_time", "present_over_time(x[5m])"],
  ["absent_over_time", "absent_over_time(x[5m])"],
  ["quantile_over_time", "quantile_over_time(0.99, gauge[5m])"],
  ["stddev_over_time", "stddev_over_time(gauge[5m])"],
  ["stdvar_over_time", "stdvar_over_time(gauge[5m])"],
  ["absent", "absent(vector): 1 when there is none"],
  ["abs", "abs(vector)"],
  ["ceil", "ceil(vector)"],
  ["floor", "floor(vector)"],
  ["round", "round(vector, 0.1)"],
  ["clamp", "clamp(vector, 0, 1)"],
  ["clamp_min", "clamp_min(vector, 0)"],
  ["clamp_max", "clamp_max(vector, 1)"],
  ["exp", "exp(vector)"],
  ["ln", "ln(vector)"],
  ["log2", "log2(vector)"],
  ["log10", "log10(vector)"],
  ["sqrt", "sqrt(vector)"],
  ["sgn", "sgn(vector)"],
  ["sin", "sin(vector): of radians"],
  ["cos", "cos(vector): of radians"],
  ["tan", "tan(vector): of radians"],
  ["asin", "asin(vector)"],
  ["acos", "acos(vector)"],
  ["atan", "atan(vector)"],
  ["sinh", "sinh(vector)"],
  ["cosh", "cosh(vector)"],
  ["tanh", "tanh(vector)"],
  ["asinh", "asinh(vector)"],
  ["acosh", "acosh(vector)"],
  ["atanh", "atanh(vector)"],
  ["deg", "deg(vector): radians to degrees"],
  ["rad", "rad(vector): degrees to radians"],
  ["pi", "pi()"],
  ["sort", "sort(vector)"],
  ["sort_desc", "sort_desc(vector)"],
  ["label_replace", 'label_replace(vector, "to", "$1", "from", "(.*)")'],
  ["label_join", 'label_join(vector, "to", "-", "a", "b")'],
  ["scalar", "scalar(vector): of one series"],
  ["vector", "vector(1)"],
  ["time", "time(): of the evaluation, in seconds"],
  ["timestamp", "timestamp(vector): of each sample"],
  ["hour", "hour(): of the day, UTC"],
  ["minute", "minute()"],
  ["month", "month()"],
  ["year", "year()"],
  ["day_of_week", "day_of_week(): Sunday is 0"],
  ["day_of_month", "day_of_month()"],
  ["day_of_year", "day_of_year()"],
  ["days_in_month", "days_in_month()"],
];

/** Those that match, best first: beginning with the word, then containing it. */
export function matching<T>(all: readonly T[], word: string, name: (each: T) => string, most: number): T[] {
  const wanted = word.toLowerCase();
  const first: T[] = [];
  const second: T[] = [];
  for (const each of all) {
    const at = name(each).toLowerCase().indexOf(wanted);
    if (at === 0) first.push(each);
    else if (at > 0) second.push(each);
    if (first.length >= most) break;
  }
  return [...first, ...second].slice(0, most);
}

/** A series as a selector that finds it again: `up{job="api"}`. */
export function selector(metric: Readonly<Record<string, string>>): string {
  const { __name__: name = "", ...labels } = metric;
  const inner = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return inner.length > 0 || name === "" ? `${name}{${inner.join(", ")}}` : name;
}
