import { Button, SegmentedControl } from "@mantine/core";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { ask, type Answered, type Explanation, type Metric, type Point, type PromResult, type PromSeries } from "../api/prometheus";
import { Chart, type Line } from "../ui/Chart";
import { Hero } from "../ui/Hero";
import { QueryInput } from "../ui/QueryInput";
import { Empty, Loading } from "../ui/states";
import { SPANS, stepOf, useAsked, type Asked, type View } from "../lib/asked";
import { absolute, compact, count, latency, plural, UNKNOWN } from "../lib/format";
import { useUtc } from "../lib/prefs";
import { selector } from "../lib/promql";
import { find } from "../lib/search";
import type { TimeRange } from "../lib/range";

const VIEWS: { value: View; label: string }[] = [
  { value: "graph", label: "Graph" },
  { value: "table", label: "Table" },
  { value: "explain", label: "Explain" },
];

/** Series beside each other are read, more are only counted. */
const CHARTS = 24;
const ROWS = 1000;

/** What does this signal say? */
export function QueryPage() {
  const [asked, change] = useAsked();
  const [text, setText] = useState(asked.query);
  const [run, setRun] = useState(0);
  useEffect(() => setText(asked.query), [asked.query]);

  // "now" is when one asked: it must not move while a page is being read
  const [from, to] = useMemo<TimeRange>(() => {
    if (asked.range) return asked.range;
    const now = Math.floor(Date.now() / 1000);
    return [now - asked.minutes * 60, now];
  }, [asked.query, asked.minutes, asked.range, run]);
  const answer = useAnswer(asked, from, to);

  return (
    <div className="page">
      <Head asked={asked} answer={answer} from={from} to={to} />
      <form
        className="query"
        onSubmit={(event) => {
          event.preventDefault();
          change({ query: text.trim() });
          setRun(run + 1);
        }}
      >
        <QueryInput
          text={text}
          onText={setText}
          invalid={answer.isError}
          onRun={() => {
            change({ query: text.trim() });
            setRun(run + 1);
          }}
        />
        <Button type="submit" loading={answer.isFetching}>
          Ask
        </Button>
      </form>
      <div className="filters query-tools">
        <SegmentedControl size="xs" aria-label="View" data={VIEWS} value={asked.view} onChange={(view) => change({ view: view as View })} />
        <SegmentedControl size="xs" aria-label="Time range" data={SPANS.map(([minutes, label]) => ({ value: String(minutes), label }))} value={asked.range ? "" : String(asked.minutes)} onChange={(minutes) => change({ minutes: Number(minutes), range: null })} />
        {asked.range ? (
          <button type="button" className="plain" onClick={() => change({ range: null })}>
            Reset zoom
          </button>
        ) : (
          asked.query && (
            <button type="button" className="plain" title="A link with this address then shows the same time" onClick={() => change({ range: [from, to] })}>
              Fix the time
            </button>
          )
        )}
      </div>
      {answer.data?.warnings.map((warning) => (
        <p key={warning} className="watch query-warning">
          {warning}
        </p>
      ))}
      {asked.query === "" ? (
        <Empty title="Nothing is asked yet">
          <p>
            Write a query in PromQL: <code>up</code> tells which instances answer. Names are completed as you type; Enter asks.
          </p>
        </Empty>
      ) : answer.isError ? null : answer.data === undefined ? (
        <Loading what="the answer" />
      ) : (
        <Shown answered={answer.data} range={[from, to]} zoom={(range) => change({ range })} />
      )}
    </div>
  );
}

type Answer = { readonly view: "graph" | "table"; readonly result: PromResult; readonly warnings: readonly string[] } | { readonly view: "explain"; readonly explanation: Explanation; readonly warnings: readonly string[] };

function useAnswer(asked: Asked, from: number, to: number): UseQueryResult<Answer> {
  const { query, view } = asked;
  return useQuery({
    queryKey: ["prom", view, query, from, to],
    enabled: query !== "",
    placeholderData: (before: Answer | undefined, last) => (before && last?.queryKey[1] === view && last.queryKey[2] === query ? before : undefined),
    queryFn: async ({ signal }): Promise<Answer> => {
      if (view === "explain") {
        const { data, warnings } = await ask<Explanation>("/explain", { query, time: String(to) }, signal);
        return { view, explanation: data, warnings };
      }
      const { data, warnings }: Answered<PromResult> =
        view === "graph"
          ? await ask<PromResult>("/query_range", { query, start: String(from), end: String(to), step: String(stepOf(to - from)), stats: "all" }, signal)
          : await ask<PromResult>("/query", { query, time: String(to), stats: "all" }, signal);
      return { view, result: data, warnings };
    },
  });
}

function Head({ asked, answer, from, to }: { asked: Asked; answer: UseQueryResult<Answer>; from: number; to: number }) {
  const [utc] = useUtc();
  if (asked.query === "") return <Hero health="unknown" word="Ready" title="Query" sentence="What does a signal say?" />;
  if (answer.error) {
    return (
      <Hero health="act" word="Refused" title="Query" sentence="The query cannot be answered">
        <p className="query-error" role="alert">
          {answer.error.message}
        </p>
      </Hero>
    );
  }
  if (!answer.data) return <Hero health="unknown" word="Asking" title="Query" sentence="The query is being answered" />;
  const time = asked.view === "graph" ? `${absolute(from * 1000, utc)} to ${absolute(to * 1000, utc)}` : absolute(to * 1000, utc);
  if (answer.data.view === "explain") {
    const problems = problemsOf(answer.data.explanation);
    return <Hero health={problems > 0 ? "watch" : "good"} word="Explained" title="Query" sentence={problems > 0 ? `${plural(problems, "part")} of the query cannot be evaluated` : "Every part of the query can be evaluated"} meta={time} />;
  }
  const { result, stats } = answer.data.result;
  const series = seriesOf(answer.data.result).length;
  const cost = stats ? `${plural(stats.samples.totalQueryableSamples, "sample")} read in ${latency(stats.timings.execTotalTime)}` : "";
  return <Hero health={result.length === 0 ? "unknown" : "good"} word={result.length === 0 ? "Nothing" : "Answered"} title="Query" sentence={result.length === 0 ? "The query gives nothing" : `The query gives ${plural(series, "series", "series")}`} meta={`${time} · ${cost}`} />;
}

function problemsOf(explanation: Explanation): number {
  return (explanation.problem ? 1 : 0) + explanation.parts.reduce((sum, part) => sum + problemsOf(part), 0);
}

/** A number or a text is one series without labels. */
function seriesOf(result: PromResult): readonly PromSeries[] {
  if (result.resultType === "scalar" || result.resultType === "string") return [{ metric: {}, value: result.result as Point }];
  return result.result as readonly PromSeries[];
}

function Shown({ answered, range, zoom }: { answered: Answer; range: TimeRange; zoom: (range: TimeRange) => void }) {
  if (answered.view === "explain") return <Explained explanation={answered.explanation} />;
  const series = seriesOf(answered.result);
  if (series.length === 0) return <Empty title="No series matches, or none has a sample in this time" />;
  return answered.view === "graph" ? <Graph series={series} range={range} zoom={zoom} /> : <Table series={series} />;
}

function value(text: string | undefined): number | null {
  const number = text === "+Inf" ? Number.POSITIVE_INFINITY : text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
  return text === undefined || !Number.isFinite(number) ? null : number;
}

function highest(series: PromSeries): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...(series.values ?? []).map(([, text]) => value(text) ?? Number.NEGATIVE_INFINITY));
}

/** Few series share a chart; more get one each, the highest first, for a legend of ten is read by nobody. */
function Graph({ series, range, zoom }: { series: readonly PromSeries[]; range: TimeRange; zoom: (range: TimeRange) => void }) {
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

function Table({ series }: { series: readonly PromSeries[] }) {
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

function Explained({ explanation }: { explanation: Explanation }) {
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
