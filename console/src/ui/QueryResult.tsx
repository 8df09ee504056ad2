import { useMemo, useState } from "react";
import type { Explanation, Metric, PromSeries } from "../api/prometheus";
import { stepOf } from "../lib/asked";
import { compact, count, latency, plural, UNKNOWN } from "../lib/format";
import { selector } from "../lib/promql";
import type { TimeRange } from "../lib/range";
import { find } from "../lib/search";
import { Chart, type Line } from "./Chart";
import { Empty } from "./states";

/** Series beside each other are read, more are only counted. */
const CHARTS = 24;
const ROWS = 1000;

function value(text: string | undefined): number | null {
  const number = text === "+Inf" ? Number.POSITIVE_INFINITY : text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
  return text === undefined || !Number.isFinite(number) ? null : number;
}

function highest(series: PromSeries): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...(series.values ?? []).map(([, text]) => value(text) ?? Number.NEGATIVE_INFINITY));
}

/** Few series share a chart; more get one each, the highest first, for a legend of ten is read by nobody. */
export function Graph({ series, range, zoom }: { series: readonly PromSeries[]; range: TimeRange; zoom: (range: TimeRange) => void }) {
  const step = stepOf(range[1] - range[0]);
  const [times, sorted] = useMemo(() => {
    const all = new Set<number>();
    for (const each of series) for (const [at] of each.values ?? []) all.add(at);
    const ordered = [...all].sort((a, b) => a - b);
    // a missing step is a gap in every series, also where no series has it
    const grid: number[] = [];
    for (const at of ordered) {
      const last = grid.at(-1);
      if (last !== undefined && at - last > step * 1.5) grid.push(last + step);
      grid.push(at);
    }
    return [grid, series.map((each) => ({ each, top: highest(each) })).sort((a, b) => b.top - a.top)] as const;
  }, [series, step]);
  const shown = sorted.slice(0, CHARTS);
  const numbers = sorted.some(({ each }) => each.values);
  const shared = useMemo(() => common(series.map((each) => each.metric)), [series]);
  const charts = useMemo(() => {
    const line = (each: PromSeries, tone: Line["tone"]): Line => {
      const at = new Map(each.values ?? []);
      return { label: named(each.metric, shared), values: times.map((time) => value(at.get(time))), tone };
    };
    const tones: Line["tone"][] = ["strong", "middle", "faint"];
    return shown.length <= 3 ? [shown.map(({ each }, i) => line(each, tones[i]!))] : shown.map(({ each }) => [line(each, "strong")]);
  }, [shown, times, shared]);
  if (!numbers) return <Empty title="These are histograms"><p>Draw a part of them: histogram_quantile, histogram_avg, histogram_count.</p></Empty>;
  return (
    <>
      {Object.keys(shared).length > 0 && series.length > 1 && (
        <p className="muted query-shared">
          All have <code>{selector(shared)}</code>
        </p>
      )}
      <div className={charts.length > 1 ? "charts query-many" : "charts query-one"}>
        {charts.map((lines) => (
          <Chart key={lines.map((line) => line.label).join()} title={lines.length === 1 ? lines[0]!.label : ""} times={times} lines={lines} show={compact} group="query" range={range} onZoom={zoom} height={charts.length > 1 ? 110 : 280} />
        ))}
      </div>
      {sorted.length > CHARTS && <p className="muted query-shared">{plural(sorted.length - CHARTS, "more series", "more series")}, all lower, in the table.</p>}
    </>
  );
}

/** The labels that all series have with the same value. */
function common(metrics: readonly Metric[]): Metric {
  if (metrics.length < 2) return {};
  return Object.fromEntries(Object.entries(metrics[0]!).filter(([label, text]) => metrics.every((metric) => metric[label] === text)));
}

function named(metric: Metric, shared: Metric): string {
  const own = Object.entries(metric).filter(([label]) => !(label in shared));
  if (own.length === 0) return selector(metric);
  return own.length === 1 && own[0]![0] !== "__name__" ? `${own[0]![0]} ${own[0]![1]}` : selector(Object.fromEntries(own));
}

/** Each series with its value, for when the numbers themselves are wanted. */
export function SeriesTable({ series }: { series: readonly PromSeries[] }) {
  const [text, setText] = useState("");
  const found = find(series, text, (each) => selector(each.metric));
  const rows = found.slice(0, ROWS);
  return (
    <>
      {series.length > 8 && (
        <div className="filters bar-above">
          <input className="filter" type="search" placeholder="Filter by labels" aria-label="Filter series" value={text} onChange={(event) => setText(event.currentTarget.value)} />
        </div>
      )}
      {found.length === 0 && <Empty title={`No series matches “${text}”`} />}
      <table className="table cards query-table">
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col" className="right">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((each) => (
            <tr key={selector(each.metric)}>
              <th scope="row">
                <code>{selector(each.metric)}</code>
              </th>
              <td data-label="Value" className="right num">{each.value ? each.value[1] : each.values ? each.values.map(([, one]) => one).join("  ") : "a histogram"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > ROWS && <p className="muted query-shared">{plural(found.length - ROWS, "more series", "more series")}: narrow the query, or filter.</p>}
    </>
  );
}

/** Each part of a query below the one that it belongs to. */
export function Explained({ explanation }: { explanation: Explanation }) {
  const rows: { part: Explanation; depth: number }[] = [];
  const walk = (part: Explanation, depth: number) => {
    rows.push({ part, depth });
    part.parts.forEach((below) => walk(below, depth + 1));
  };
  walk(explanation, 0);
  return (
    <table className="table cards query-table">
      <thead>
        <tr>
          <th scope="col">Part, evaluated by itself at the end of the time</th>
          <th scope="col" className="right">
            Series
          </th>
          <th scope="col" className="right">
            Samples read
          </th>
          <th scope="col" className="right">
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ part, depth }, i) => (
          <tr key={i}>
            <th scope="row" style={{ paddingLeft: Math.min(depth, 8) * 20 }}>
              <code>{part.text}</code>
              {part.problem && <span className="cell-note act">{part.problem}</span>}
            </th>
            <td data-label="Series" className={`right num ${part.series === 0 ? "watch" : ""}`}>{part.problem ? UNKNOWN : part.series === undefined ? <span className="muted">{part.type}</span> : count(part.series)}</td>
            <td data-label="Samples read" className="right num">{part.problem ? UNKNOWN : count(part.samples)}</td>
            <td data-label="Took" className="right num">{part.problem ? UNKNOWN : latency(part.seconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
