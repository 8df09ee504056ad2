import type { ServerResponse } from "node:http";
import type { World } from "./world.ts";

const PREFIX = "/prometheus/api/v1";
const LABELS: Record<string, string[]> = { __name__: ["http_requests_total", "up"], service: ["fraud-api", "payment-api"], instance: ["a", "b", "c", "d", "e"] };

/** The part of the query API that the console asks, over a few curves; false when the address is another's. */
export function mockPrometheus(world: World, response: ServerResponse, url: URL): boolean {
  if (!url.pathname.startsWith(`${PREFIX}/`)) return false;
  const path = url.pathname.slice(PREFIX.length);
  const query = url.searchParams.get("query") ?? "";
  const answer = (status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  const success = (data: unknown) => answer(200, { status: "success", data });
  const values = /^\/label\/(\w+)\/values$/.exec(path);
  if (path === "/stores") success(world.services.length > 10 ? ["archive", "prod"] : []);
  else if (values) success(LABELS[values[1]!] ?? []);
  else if (path === "/labels") success(Object.keys(LABELS));
  else if (query.endsWith("(")) answer(400, { status: "error", errorType: "bad_data", error: `invalid parameter "query": 1:${query.length}: parse error: unclosed left parenthesis` });
  else if (path === "/explain") success(explained(query));
  else success(path === "/query" ? instant(world, query) : range(world, url, query));
  return true;
}

const STATS = { timings: { execTotalTime: 0.0042 }, samples: { totalQueryableSamples: 12_345 } };

function series(query: string): Record<string, string>[] {
  if (query === "nothing") return [];
  const names = query === "up" ? ["a", "b"] : LABELS.instance!;
  return names.map((instance) => ({ __name__: "up", service: "payment-api", instance }));
}

function instant(world: World, query: string) {
  if (/^\d/.test(query)) return { resultType: "scalar", result: [world.now() / 1000, query], stats: STATS };
  return { resultType: "vector", result: series(query).map((metric, i) => ({ metric, value: [world.now() / 1000, String(i * 1.5)] })), stats: STATS };
}

function range(_: World, url: URL, query: string) {
  const [start, end, step] = ["start", "end", "step"].map((name) => Number(url.searchParams.get(name))) as [number, number, number];
  const result = series(query).map((metric, i) => {
    const points: [number, string][] = [];
    for (let at = start; at <= end; at += step) {
      const part = (at - start) / (end - start);
      // an outage in the middle of the first, for gaps
      if (i !== 0 || part < 0.4 || part > 0.55) points.push([at, String(10 * (i + 1) + 5 * Math.sin(part * 12 + i))]);
    }
    return { metric, values: points };
  });
  return { resultType: "matrix", result, stats: STATS };
}

function explained(query: string) {
  const leaf = { text: "up", type: "vector", series: 2, samples: 2, seconds: 0.0002, parts: [] };
  const problem = query.includes("*") ? { problem: "found duplicate series for the match group {} on the right side of the operation" } : { series: 0 };
  return { text: query, type: "vector", ...problem, samples: 4, seconds: 0.0009, parts: [leaf, { text: "1", type: "scalar", samples: 0, seconds: 0.00001, parts: [] }] };
}
