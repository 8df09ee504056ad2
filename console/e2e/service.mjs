// A small service in another language than the toolkit's: the contract's probes and metrics, and faults on demand.
// Environment: PORT, MAINSTAY_VERSION (1.2.0 fails a third of its requests), TRAFFIC (requests per second it makes up).
import { createServer } from "node:http";

const version = process.env.MAINSTAY_VERSION ?? "1.0.0";
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2.5, 5, 10];
const state = { errorRatio: version === "1.2.0" ? 0.33 : 0, dependencyUp: true };
const requests = { 200: 0, 500: 0, 503: 0 };
const calls = { success: 0, failure: 0 };
const buckets = bounds.map(() => 0);
let observed = 0;
let seconds = 0;

function count(status, took) {
  requests[status]++;
  calls[status === 503 ? "failure" : "success"]++;
  observed++;
  seconds += took;
  bounds.forEach((bound, i) => took <= bound && buckets[i]++);
}

function status() {
  if (!state.dependencyUp) return 503;
  return Math.random() < state.errorRatio ? 500 : 200;
}

function metrics() {
  const route = 'method="GET",route="/work"';
  return [
    "# TYPE http_server_requests_total counter",
    ...Object.entries(requests).map(([code, n]) => `http_server_requests_total{${route},status="${code}"} ${n}`),
    "# TYPE http_server_request_duration_seconds histogram",
    ...bounds.map((bound, i) => `http_server_request_duration_seconds_bucket{${route},le="${bound}"} ${buckets[i]}`),
    `http_server_request_duration_seconds_bucket{${route},le="+Inf"} ${observed}`,
    `http_server_request_duration_seconds_sum{${route}} ${seconds}`,
    `http_server_request_duration_seconds_count{${route}} ${observed}`,
    "# TYPE http_server_in_flight gauge",
    "http_server_in_flight 1",
    "# TYPE dependency_calls_total counter",
    ...Object.entries(calls).map(([outcome, n]) => `dependency_calls_total{dependency="orders",outcome="${outcome}"} ${n}`),
    "# TYPE dependency_up gauge",
    `dependency_up{dependency="orders"} ${state.dependencyUp ? 1 : 0}`,
    `dependency_breaker_state{dependency="orders",state="closed"} ${state.dependencyUp ? 1 : 0}`,
    `dependency_breaker_state{dependency="orders",state="open"} ${state.dependencyUp ? 0 : 1}`,
    `service_ready ${state.dependencyUp ? 1 : 0}`,
    "",
  ].join("\n");
}

if (process.env.TRAFFIC) setInterval(() => count(status(), 0.01 + Math.random() * 0.02), 1000 / Number(process.env.TRAFFIC));

const server = createServer((request, response) => {
  if (request.method === "POST") {
    // A change of state, or a page that the server under test delivers.
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      if (request.url === "/control") Object.assign(state, JSON.parse(body));
      response.end();
    });
    return;
  }
  if (request.url === "/metrics") return void response.setHeader("content-type", "text/plain; version=0.0.4").end(metrics());
  if (request.url === "/healthz") return void response.end("ok");
  if (request.url === "/readyz") return void response.writeHead(state.dependencyUp ? 200 : 503).end();
  const took = 4 + Math.random() * 8;
  setTimeout(() => {
    const code = status();
    count(code, took / 1000);
    response.writeHead(code, { "mainstay-version": version }).end();
  }, took);
});
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => console.log(`listening ${server.address().port}`));
process.on("SIGTERM", () => server.close(() => process.exit(0)));
