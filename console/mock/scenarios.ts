import type { DeploymentDetail, Health, IncidentDetail, JournalEntry } from "../src/api/types";
import { leave, maintenance } from "./corrections.ts";
import { alert, dependency, deployment, detail, entry, incident, iso, noise, objective, problem, service, type World } from "./world.ts";

const RUNBOOK = `# Error budget burns

Users see failures. First find out **what changed**.

1. Open the running deployment. If it started before the errors: roll it back.
   \`mainstay rollback payment-api\`
2. No deployment? Look at the *dependencies* of the service.

| symptom | look at |
|---|---|
| 503 within 250 ms | the breaker of postgres |
| slow, no errors | the pool's waiting time |

> Do not restart instances: that empties the pools and hurts more.

See [the dashboard](https://example.org/payments). <script>alert("never runs")</script>
`;

function base(): World {
  return { sentence: "All is well: nothing is watched yet", health: "unknown", services: [], undesigned: [], incidents: [], deployments: [], journal: [], problems: [], corrections: [], exceptions: [], posts: [], now: () => Date.now(), refusal: null };
}

/** The scenarios that pages are developed, looked at and tested with. */
export function scenario(name: string): World {
  switch (name) {
    case "empty":
      return { ...base(), sentence: "Nothing is watched yet: no design was found" };
    case "documents":
      return documents();
    case "calm":
      return calm();
    case "crowded":
      return crowded();
    case "unknown":
      return unknown();
    case "incident":
      return troubled();
    default:
      throw new Error(`scenario: ${name} (expected: empty, documents, calm, unknown, incident or crowded)`);
  }
}

/** Objectives of OpenSLO documents, no design. */
function documents(): World {
  return {
    ...base(),
    health: "watch",
    sentence: "shop: Works; the budget of checkout is spent.",
    undesigned: [
      { name: "cart", health: "good", sentence: "Keeps its promises; 81.2 % of the carts budget is left.", objectives: 1, remaining: 0.812 },
      { name: "shop", health: "watch", sentence: "Works; the budget of checkout is spent.", objectives: 3, remaining: -0.21 },
      { name: "stock", health: "unknown", sentence: "Nothing is counted of its objectives yet.", objectives: 2, remaining: null },
    ],
  };
}

function calm(): World {
  const now = Date.now();
  return {
    ...base(),
    health: "good",
    sentence: "All 2 services serve within their objectives",
    services: [
      detail(service("payment-api", "good", {}, now)),
      detail(service("fraud-api", "good", { criticality: "high", summary: "Scores payments for fraud", owner: "risk" }, now)),
    ],
  };
}

function unknown(): World {
  const now = Date.now();
  return {
    ...base(),
    health: "unknown",
    sentence: "Nothing is known of payment-api: no instance answered the last 3 scrapes",
    services: [detail(service("payment-api", "unknown", {}, now), { dependencies: [dependency("postgres", { health: "unknown", up: null, breaker: null, callsPerSecond: null, failureRatio: null, p99: null })], versions: [] })],
  };
}

function troubled(): World {
  const now = Date.now();
  const running = deployment("dep-12", {}, now);
  const promoted = deployment("dep-11", { version: "1.1.0", previousVersion: "1.0.0", state: "promoted", step: 3, weight: 1, startedAt: iso(now - 3_000_000), finishedAt: iso(now - 2_700_000), sentence: "1.1.0 was promoted after 2,905 requests without a worse sign" }, now);
  const one = incident("inc-7", { suspectedDeployment: "dep-12", severity: "P1" }, now);
  const facts = timeline(now);
  const payment = service("payment-api", "act", {
    sentence: "3.1 % of requests fail since " + new Date(now - 134_000).toISOString().slice(11, 16) + ", probably by release 1.2.0",
    modes: ["cache-unavailable"],
    alerts: [alert("payment-api", "budget-burning", now - 134_000), alert("payment-api", "slow-payments", now - 12_000, { state: "pending", severity: "P2", reason: "p99 of 612 ms exceeds 500 ms (fires after 1 min)", impact: "merchants wait" })],
    instances: ["1", "2", "3"].map((n) => ({ id: `payment-api-${n}`, version: n === "3" ? "1.2.0" : "1.1.0", address: `127.0.0.1:2001${n}`, pid: 41_000 + Number(n), state: n === "3" ? "unready" : "ready", startedAt: iso(now - (n === "3" ? 190_000 : 7_200_000)) })),
  }, now);
  const incidentDetail: IncidentDetail = {
    incident: one,
    sentence: "Merchants see failures: 3.1 % of payment-api's requests fail since 2 min, probably by release 1.2.0 (10 % of the traffic)",
    alerts: [{ name: "budget-burning", severity: "P1", impact: "merchants see failures", runbook: "error-budget", firedAt: iso(now - 134_000), resolvedAt: null, origin: null }],
    pages: [
      { deliveryId: "01JD8Q7V9T-1", person: "Ana Ruiz", channel: "webhook", state: "delivered", attempts: 1, createdAt: iso(now - 133_800), deliveredAt: iso(now - 133_700), error: null },
      { deliveryId: "01JD8Q7V9T-2", person: "Ana Ruiz", channel: "email", state: "failed", attempts: 3, createdAt: iso(now - 133_800), deliveredAt: null, error: "connection to 127.0.0.1:2525 refused" },
    ],
    escalation: { at: iso(now + 166_000), targets: ["Ben Okafor", "Chi Nguyen"] },
    timeline: facts,
    runbooks: [{ name: "error-budget", markdown: RUNBOOK }],
    objectives: payment.objectives.slice(0, 1),
    suspectedCause: running,
  };
  return {
    ...base(),
    health: "act",
    sentence: "Payments fail for 3.1 % of requests since 2 min, probably by release 1.2.0",
    services: [
      detail(payment, {
        dependencies: [
          dependency("postgres", { health: "watch", failureRatio: 0.021, p99: 0.243 }),
          dependency("redis", { kind: "cache", required: 0, health: "act", up: false, breaker: "open", onFailure: "degrades to cache-unavailable", callsPerSecond: 0, failureRatio: null, p99: null, timeoutSeconds: 0.03, because: "merchant data is also in postgres; slower payments beat no payments" }),
          dependency("fraud-api", { kind: "service", required: 0, onFailure: "marks payments for review", callsPerSecond: 31, p99: 0.041, timeoutSeconds: 0.2 }),
          dependency("card-network", { kind: "external API", required: 0.3, onFailure: "fails with 503, retry after 5 s", callsPerSecond: 31, p99: 0.28, timeoutSeconds: 0.5 }),
        ],
        versions: [{ version: "1.1.0", weight: 0.9, instances: 2 }, { version: "1.2.0", weight: 0.1, instances: 1 }],
        incidents: [one],
        deployments: [running, promoted],
        journal: [...facts].reverse(),
      }),
      detail(service("fraud-api", "good", { criticality: "high", summary: "Scores payments for fraud", owner: "risk" }, now), { dependencies: [] }),
    ],
    incidents: [incidentDetail, past(3, now), past(2, now)],
    deployments: [rollout(running, now, facts), finished(promoted, now)],
    journal: facts,
    corrections: [maintenance("COR-4", "payment-api", "checkout/paid", now - 3 * 86_400_000, 30, now - 2 * 86_400_000)],
    exceptions: [
      leave("EXC-3", "1.2.1", "the card scheme's new rule holds from midnight on", { needed: 2, approvals: [{ by: "Chi Nguyen", at: iso(now - 1_200_000) }] }, now),
      leave("EXC-2", "1.1.9", "a certificate ends tonight", { state: "approved", approvals: [{ by: "Ana Ruiz", at: iso(now - 7_200_000) }] }, now),
    ],
    problems: [
      problem("MS-101", "retries of card-network outlast the request's deadline", {
        place: { file: "payment-api.yaml", line: 41, column: 13, length: 28 },
        related: [{ place: { file: "payment-api.yaml", line: 9, column: 30, length: 6 }, label: "the deadline" }],
        arithmetic: "3 attempts × 900 ms + 50 ms + 100 ms = 2,850 ms > 2,500 ms",
        why: "callers give up before the last attempt can answer",
        fix: "timeout: 700ms, or attempts: 2",
      }),
    ],
  };
}

function timeline(now: number): JournalEntry[] {
  const ago = (seconds: number) => now - seconds * 1000;
  return [
    entry(1201, ago(190), "deployment.started", "Ana starts 1.2.0 of payment-api as a canary: 10 %, 50 %, 100 %", { subject: "deployment/dep-12" }),
    entry(1203, ago(171), "deployment.step-reached", "1.2.0 gets 10 % of payment-api's traffic", { subject: "deployment/dep-12" }),
    entry(1207, ago(134), "alert.fired", "budget-burning fires for payment-api: availability burns 16.2 times too fast", { subject: "alert/payment-api/budget-burning" }),
    entry(1208, ago(134), "incident.opened", "inc-7 opens as P1: payment-api burns its availability budget", { subject: "incident/inc-7" }),
    entry(1209, ago(133), "page.sent", "Ana Ruiz is paged by webhook", { subject: "page/01JD8Q7V9T-1" }),
    entry(1211, ago(133), "page.delivered", "Ana Ruiz's webhook took the page after 84 ms", { subject: "page/01JD8Q7V9T-1" }),
    entry(1214, ago(121), "page.failed", "the page to Ana Ruiz by e-mail failed: connection to 127.0.0.1:2525 refused", { subject: "page/01JD8Q7V9T-2" }),
  ];
}

function past(n: number, now: number): IncidentDetail {
  const opened = now - n * 5_400_000;
  const one = incident(`inc-${n}`, {
    state: "resolved",
    severity: n % 2 ? "P0" : "P2",
    title: n % 2 ? "payment-api: dependency postgres fails" : "fraud-api answers slowly",
    openedAt: iso(opened),
    acknowledgedAt: iso(opened + 41_000),
    acknowledgedBy: "Ben Okafor",
    mitigatedAt: iso(opened + 240_000),
    resolvedAt: iso(opened + 410_000),
    times: { detect: 17, acknowledge: 41, mitigate: 240, resolve: 410 },
    service: n % 2 ? "payment-api" : "fraud-api",
  }, now);
  return {
    incident: one,
    sentence: `${one.title}; resolved after 6 min 50 s`,
    alerts: [{ name: "database-down", severity: one.severity, impact: "no payment is taken", runbook: null, firedAt: one.openedAt, resolvedAt: iso(opened + 400_000), origin: null }],
    pages: [],
    escalation: null,
    timeline: [entry(900 + n, opened, "incident.opened", `${one.id} opens: ${one.title}`), entry(910 + n, opened + 410_000, "incident.resolved", `${one.id} is resolved by itself`)],
    runbooks: [],
    objectives: [],
    suspectedCause: null,
  };
}

function curves(now: number, seconds: number, worse: boolean): DeploymentDetail["curves"] {
  const end = Math.floor(now / 1000);
  const times = Array.from({ length: Math.floor(seconds / 2) }, (_, i) => end - seconds + i * 2);
  const started = times[Math.floor(times.length * 0.1)] ?? 0;
  const line = (at: (t: number) => number | null) => times.map(at);
  return {
    times,
    versions: [
      { version: "1.1.0", requestsPerSecond: line((t) => 96 - (t > started ? 10 : 0) + noise(t) * 6), errorRatio: line((t) => (noise(t + 5) > 0.95 ? 0.003 : 0)), p50: line((t) => 0.009 + noise(t + 7) * 0.002), p99: line((t) => 0.09 + noise(t + 8) * 0.03) },
      { version: "1.2.0", requestsPerSecond: line((t) => (t < started ? null : 9.5 + noise(t + 2) * 2)), errorRatio: line((t) => (t < started ? null : worse ? Math.min(0.3, (t - started) / 400) * noise(t + 3) * 2 : 0)), p50: line((t) => (t < started ? null : 0.011 + noise(t + 4) * 0.004)), p99: line((t) => (t < started ? null : 0.1 + (worse ? (t - started) / 300 : 0) + noise(t + 6) * 0.06)) },
    ],
  };
}

function rollout(summary: DeploymentDetail["deployment"], now: number, facts: JournalEntry[]): DeploymentDetail {
  return {
    deployment: summary,
    plan: [{ weight: 0.1, bakeSeconds: 300, state: "baking" }, { weight: 0.5, bakeSeconds: 300, state: "waiting" }, { weight: 1, bakeSeconds: 0, state: "waiting" }],
    verdict: {
      state: "insufficient",
      reason: "errors look worse (3.9 % against 0.02 %), but 412 requests are not yet enough to be sure",
      canary: { version: "1.2.0", requests: 412, errors: 16, p50: 0.012, p99: 0.61 },
      stable: { version: "1.1.0", requests: 3_711, errors: 1, p50: 0.01, p99: 0.104 },
      metrics: [
        { name: "errors", canary: 0.0388, stable: 0.0003, evidence: 2.4, threshold: 3, state: "insufficient" },
        { name: "slow requests", canary: 0.021, stable: 0.018, evidence: 0.1, threshold: 3, state: "passing" },
      ],
    },
    curves: curves(now, 190, true),
    budgetSpent: [{ objective: "availability", requests: 17, fractionOfBudget: 0.0079 }, { objective: "latency", requests: 9, fractionOfBudget: null }],
    timeline: facts.filter((one) => one.type.startsWith("deployment")),
  };
}

function finished(summary: DeploymentDetail["deployment"], now: number): DeploymentDetail {
  const whole = rollout(summary, now - 2_700_000, []);
  return {
    ...whole,
    plan: whole.plan.map((step) => ({ ...step, state: "done" })),
    verdict: { ...whole.verdict, state: "passing", reason: "2,905 requests and no sign that 1.1.0 is worse", metrics: whole.verdict.metrics.map((metric) => ({ ...metric, canary: 0.0003, evidence: -0.8, state: "passing" })) },
    curves: curves(now - 2_700_000, 300, false),
    budgetSpent: [],
  };
}

const WORDS = ["ledger", "merchant-directory", "card-vault", "settlement", "dispute-desk", "invoice", "notification", "exchange-rate", "identity", "risk-score", "webhook-relay", "statement", "payout", "tax", "audit-trail", "search"];

function crowded(): World {
  const world = troubled();
  const now = Date.now();
  const health = (i: number): Health => (i === 7 ? "act" : i % 17 === 4 ? "watch" : i % 23 === 9 ? "unknown" : "good");
  for (let i = 0; i < 48; i++) {
    const name = `${WORDS[i % WORDS.length]}-${["api", "worker", "gateway"][Math.floor(i / WORDS.length)]}`;
    const summary = service(name, health(i), { criticality: (["critical", "high", "standard", "low"] as const)[i % 4] ?? "low", owner: ["payments", "risk", "platform"][i % 3] ?? "", summary: `Keeps the ${WORDS[i % WORDS.length]} of every merchant` }, now);
    if (i % 5 === 1) summary.objectives.push(objective(name, "settlement-files-of-every-acquirer-arrive-before-the-cut-off", { slo: 0.9, remaining: i % 2 ? 0.61 : 0.07 }, now));
    world.services.push(detail(summary));
  }
  for (let i = 0; i < 12; i++) world.corrections.push(maintenance(`COR-${20 + i}`, "payment-api", i % 3 ? "checkout/paid" : "", now - (i + 4) * 54_000_000, 10 + i * 35, now - i * 3_600_000));
  for (let i = 4; i < 201; i++) world.incidents.push({ ...past(i, now), incident: { ...past(i, now).incident, id: `inc-old-${i}`, service: world.services[i % 50]?.service.name ?? "", title: `${world.services[i % 50]?.service.name} ${["answers slowly", "loses its database", "burns its budget", "runs without an instance for a while because its host was drained"][i % 4]}` } });
  for (let i = 1; i < 60; i++) world.deployments.push(finished(deployment(`dep-old-${i}`, { version: `1.0.${60 - i}`, previousVersion: `1.0.${59 - i}`, state: i % 9 === 3 ? "rolled-back" : "promoted", step: 3, weight: i % 9 === 3 ? 0 : 1, service: world.services[i % 50]?.service.name ?? "", startedAt: iso(now - i * 9_000_000), finishedAt: iso(now - i * 9_000_000 + 400_000), sentence: i % 9 === 3 ? "errors were worse: 2.1 % against 0.01 % after 620 requests" : "promoted after 2,905 requests without a worse sign" }, now), now));
  world.sentence = "Payments fail for 3.1 % of requests since 2 min, probably by release 1.2.0; 1 more service needs action";
  return world;
}
