import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { ask, type Answered, type Explanation, type Point, type PromResult, type PromSeries } from "../api/prometheus";
import { SPANS, stepOf, useAsked, type Asked, type View } from "../lib/asked";
import { absolute, latency, plural } from "../lib/format";
import { useUtc } from "../lib/prefs";
import type { TimeRange } from "../lib/range";
import { Hero } from "../ui/Hero";
import { QueryInput } from "../ui/QueryInput";
import { Explained, Graph, SeriesTable } from "../ui/QueryResult";
import { Empty, Loading } from "../ui/states";

const VIEWS: { value: View; label: string }[] = [
  { value: "graph", label: "Graph" },
  { value: "table", label: "Table" },
  { value: "explain", label: "Explain" },
];

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
  const submit = () => {
    change({ query: text.trim() });
    setRun(run + 1);
  };

  return (
    <div className="page">
      <Head asked={asked} answer={answer} from={from} to={to} />
      <form
        className="query"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <QueryInput text={text} store={asked.store} onText={setText} onRun={submit} invalid={answer.isError} />
        <Button type="submit" loading={answer.isFetching}>
          Ask
        </Button>
      </form>
      <div className="filters query-tools">
        <StoreSelect store={asked.store} onStore={(store) => change({ store, view: store && asked.view === "explain" ? "graph" : asked.view })} />
        <SegmentedControl size="xs" aria-label="View" data={asked.store ? VIEWS.filter(({ value }) => value !== "explain") : VIEWS} value={asked.view} onChange={(view) => change({ view: view as View })} />
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

/** Whose samples are asked; nothing to choose when there are only our own. */
function StoreSelect({ store, onStore }: { store: string; onStore: (store: string) => void }) {
  const { data } = useQuery({ queryKey: ["prom", "stores"], queryFn: ({ signal }) => ask<string[]>("/stores", {}, signal), staleTime: Infinity });
  const stores = data?.data ?? [];
  if (stores.length === 0 && !store) return null;
  const known = stores.includes(store) || !store ? stores : [...stores, store];
  return <NativeSelect size="xs" aria-label="Store" data={[{ value: "", label: "Mainstay" }, ...known]} value={store} onChange={(event) => onStore(event.currentTarget.value)} />;
}

type Answer = { readonly view: "graph" | "table"; readonly result: PromResult; readonly warnings: readonly string[] } | { readonly view: "explain"; readonly explanation: Explanation; readonly warnings: readonly string[] };

function useAnswer(asked: Asked, from: number, to: number): UseQueryResult<Answer> {
  const { query, view, store } = asked;
  const where: Record<string, string> = store ? { store } : {};
  return useQuery({
    queryKey: ["prom", view, query, store, from, to],
    enabled: query !== "",
    placeholderData: (before: Answer | undefined, last) => (before && last?.queryKey[1] === view && last.queryKey[2] === query && last.queryKey[3] === store ? before : undefined),
    queryFn: async ({ signal }): Promise<Answer> => {
      if (view === "explain") {
        const { data, warnings } = await ask<Explanation>("/explain", { query, time: String(to) }, signal);
        return { view, explanation: data, warnings };
      }
      const { data, warnings }: Answered<PromResult> =
        view === "graph"
          ? await ask<PromResult>("/query_range", { query, start: String(from), end: String(to), step: String(stepOf(to - from)), stats: "all", ...where }, signal)
          : await ask<PromResult>("/query", { query, time: String(to), stats: "all", ...where }, signal);
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
  return answered.view === "graph" ? <Graph series={series} range={range} zoom={zoom} /> : <SeriesTable series={series} />;
}
