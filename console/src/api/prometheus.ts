import { ApiError, Unreachable } from "./client";

/** Where Mainstay answers as a Prometheus does. */
const API = "/prometheus/api/v1";

export type Metric = Readonly<Record<string, string>>;
export type Point = readonly [seconds: number, value: string];

/** One series of an answer: `values` of a range, `value` of one time; histograms have neither. */
export interface PromSeries {
  readonly metric: Metric;
  readonly value?: Point;
  readonly values?: readonly Point[];
  readonly histogram?: unknown;
  readonly histograms?: readonly unknown[];
}

export interface PromResult {
  readonly resultType: "matrix" | "vector" | "scalar" | "string";
  readonly result: readonly PromSeries[] | Point;
  readonly stats?: { readonly timings: { readonly execTotalTime: number }; readonly samples: { readonly totalQueryableSamples: number } };
}

/** What a part of a query gives and costs with all below it; no `series` for numbers and for what was not evaluated. */
export interface Explanation {
  readonly text: string;
  readonly type: string;
  readonly series?: number;
  readonly samples: number;
  readonly seconds: number;
  readonly problem?: string;
  readonly parts: readonly Explanation[];
}

export interface Answered<T> {
  readonly data: T;
  readonly warnings: readonly string[];
}

interface Envelope<T> {
  readonly status: "success" | "error";
  readonly data: T;
  readonly error?: string;
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
}

/** Asks; a "no" is an {@link ApiError} with the server's words, silence is {@link Unreachable}. */
export async function ask<T>(path: string, params: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Answered<T>> {
  let response: Response;
  let body: Envelope<T>;
  try {
    response = await fetch(`${API}${path}?${new URLSearchParams(params)}`, signal ? { signal } : {});
    body = (await response.json()) as Envelope<T>;
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Unreachable();
  }
  if (body.status !== "success") {
    throw new ApiError(response.status, [{ severity: "error", code: "", message: body.error ?? `the server answered ${response.status}`, place: null, related: [], arithmetic: null, why: null, fix: null }]);
  }
  return { data: body.data, warnings: [...(body.warnings ?? []), ...(body.infos ?? [])] };
}
