import { useCallback, useMemo } from "react";
import { useSearchParams } from "wouter";
import type { TimeRange } from "./range";

export type View = "graph" | "table" | "explain";

/** What a query page shows; all of it is in its address. */
export interface Asked {
  readonly query: string;
  readonly minutes: number;
  /** A fixed time instead of the last minutes, in Unix seconds. */
  readonly range: TimeRange | null;
  readonly view: View;
  /** Asked of this store elsewhere; empty for our own samples. */
  readonly store: string;
}

export const SPANS: readonly (readonly [minutes: number, name: string])[] = [
  [15, "15 min"],
  [60, "1 h"],
  [360, "6 h"],
  [1440, "1 d"],
  [10_080, "7 d"],
];

const VIEWS: readonly View[] = ["graph", "table", "explain"];

/** Reads an address; what makes no sense is ignored. */
export function readAsked(params: URLSearchParams): Asked {
  const minutes = Number(params.get("minutes"));
  const from = Number(params.get("from"));
  const to = Number(params.get("to"));
  return {
    query: params.get("q") ?? "",
    minutes: SPANS.some(([span]) => span === minutes) ? minutes : 60,
    range: params.has("from") && params.has("to") && to > from ? [from, to] : null,
    view: VIEWS.find((view) => view === params.get("view")) ?? "graph",
    store: params.get("store") ?? "",
  };
}

export function writeAsked(asked: Asked): URLSearchParams {
  const params = new URLSearchParams();
  if (asked.query) params.set("q", asked.query);
  if (asked.minutes !== 60) params.set("minutes", String(asked.minutes));
  if (asked.range) {
    params.set("from", String(asked.range[0]));
    params.set("to", String(asked.range[1]));
  }
  if (asked.view !== "graph") params.set("view", asked.view);
  if (asked.store) params.set("store", asked.store);
  return params;
}

export function useAsked(): readonly [Asked, (change: Partial<Asked>) => void] {
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  const asked = useMemo(() => readAsked(new URLSearchParams(key)), [key]);
  const change = useCallback((next: Partial<Asked>) => setParams((before) => writeAsked({ ...readAsked(before), ...next })), [setParams]);
  return [asked, change];
}

/** Seconds between two points, so that a chart has at most 240: a round length, at least a second. */
export function stepOf(seconds: number): number {
  const least = seconds / 240;
  return [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].find((step) => step >= least) ?? Math.ceil(least / 3600) * 3600;
}
