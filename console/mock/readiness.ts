import type { Check, Claim, Gate, Readiness, ReadinessItem, ReadinessSummary, ServiceClaims } from "../src/api/types";
import { hash, iso, noise, problem, type World } from "./world.ts";

const ITEMS: readonly [string, string][] = [
  ["health.liveness", "Liveness asks the process and nothing else"],
  ["health.readiness", "Readiness asks what every request needs"],
  ["health.startup", "How long a start takes is known"],
  ["health.shutdown", "An instance leaves without hurting callers"],
  ["failure.dependencies", "What happens when a dependency fails is decided, with the reason"],
  ["failure.timeouts", "Timeouts and retries fit into the deadline"],
  ["failure.cascades", "A failing dependency cannot take the service with it"],
  ["failure.degradation", "Degraded modes can be reached and left, and callers are told"],
  ["failure.overload", "Too much work is refused before it does harm"],
  ["objectives.defined", "Availability and latency are promised, and what users do"],
  ["objectives.consistent", "No promise contradicts another"],
  ["objectives.met", "The promises are kept"],
  ["objectives.journeys", "What users do is tried on a schedule"],
  ["observability.metrics", "Its golden signals are measured"],
  ["observability.business", "What matters to users is measured"],
  ["observability.logs", "Its logs tell what happened, keep secrets and are kept long enough"],
  ["observability.traces", "Requests can be followed through services"],
  ["observability.dashboards", "There is a place to look"],
  ["alerting.budgets", "Every objective wakes somebody before its budget is gone"],
  ["alerting.dependencies", "The failure of what it cannot do without is heard of"],
  ["alerting.actionable", "Every alert has a severity, a runbook and an impact, and can fire"],
  ["alerting.delivered", "Every alert was fired once to see whom it reaches"],
  ["capacity.measured", "What one instance carries is known"],
  ["capacity.peak", "It carries its peak"],
  ["capacity.limits", "Pools, threads, bulkheads and limits fit the load and each other"],
  ["capacity.growth", "It can grow"],
  ["delivery.pipeline", "Every change takes the same way, with checks before and after"],
  ["delivery.strategy", "A change meets few users first"],
  ["delivery.consistent", "Nothing in the delivery contradicts the rest"],
  ["delivery.environments", "It is tried elsewhere before, and somebody lets it on"],
  ["delivery.withoutDowntime", "A rollout went to production and nobody noticed"],
  ["rollback.triggers", "What takes a change back is written down"],
  ["rollback.time", "There is time enough to take it back"],
  ["rollback.tested", "Taking back was tried, and the data come along"],
  ["security.access", "Who may call it, and do what, is decided"],
  ["security.data", "What it stores and sends is protected"],
  ["security.consistent", "Nothing contradicts the security design"],
  ["security.review", "Somebody reviewed it"],
  ["recovery.objectives", "How much may be lost, and for how long, is decided"],
  ["recovery.backups", "What cannot be lost is copied"],
  ["recovery.restore", "It was brought back in time, with its data"],
  ["recovery.failover", "The loss of an instance and of a place was tried"],
  ["response.onCall", "Somebody is on call, and somebody else after them"],
  ["response.runbooks", "Every alert has a runbook, and its checks find nothing"],
  ["response.incidents", "What a severity promises is agreed on, and everybody knows it"],
  ["planning.cost", "What it may cost is decided, and somebody hears when it costs more"],
  ["planning.risks", "What could go wrong is known, owned and decided"],
];

const GATES: readonly [string, string, string][] = [
  ["design-approved", "team lead", "is the design complete and ready to be built?"],
  ["security-reviewed", "security reviewer", "are all grave findings of the review mended?"],
  ["staging", "tech lead", "is this build safe to go to staging?"],
  ["production", "ops lead and product owner", "do we go to production?"],
  ["go-live", "project sponsor", "is it ready for real users?"],
  ["incident-plan-known", "ops lead", "does everybody on call know the incident plan?"],
  ["stable", "ops lead", "has it been stable in production for 72 hours?"],
];

/** A design that says half of what it should; evidence is only there in a crowded world. */
function items(service: string, proven: boolean): ReadinessItem[] {
  return ITEMS.map(([id, title], i) => {
    const category = id.split(".")[0] ?? "";
    const said = noise(hash(service) + i) < 0.7;
    const shown = proven && noise(hash(service) + i + 500) < 0.6;
    return {
      id,
      category,
      title,
      points: Number(said) + Number(shown),
      reasons: [
        said ? { scores: true, why: `the design says ${category}/${id.split(".")[1]}; MS-C002 passes`, missing: [] } : { scores: false, why: "unknown: MS-A011, MS-O004", missing: [`write ${id.replace(".", "/")}`, "write instances/each/startup"].slice(0, 1 + (i % 2)) },
        shown
          ? { scores: true, why: "2 of 2 claims hold", missing: [] }
          : { scores: false, why: "0 of 5 claims hold", missing: ["postgres", "redis", "fraud-api", "card-network", "ledger"].slice(0, 1 + (i % 5)).map((name) => `gather evidence by fault drill for ${service}/dependencies/${name}/degrades`) },
      ],
    };
  });
}

export function readiness(world: World, service: string): Readiness {
  const all = items(service, world.services.length > 40);
  const points = all.reduce((sum, one) => sum + one.points, 0);
  const brings = new Map<string, string[]>();
  for (const item of all) {
    for (const reason of item.reasons) {
      const [action] = reason.missing;
      if (action && reason.missing.length === 1) brings.set(action, [...(brings.get(action) ?? []), item.id]);
    }
  }
  const decided = service === "payment-api";
  const gates: Gate[] = GATES.map(([name, decider, question], i) => ({ name, decider, question, decision: decided && i < 2 ? { by: "Ana Ruiz", on: "2026-11-20", yes: i === 0, because: i === 0 ? null : "the review found a secret in a log line" } : null }));
  const open = all.filter((one) => one.points < 2).map((one) => one.id);
  return {
    service,
    appliedAt: iso(world.now() - 5_400_000),
    health: "watch",
    sentence: `${service} is not ready: ${points} of 94 points, 85 are needed; its phase ${decided ? "hardening waits for 6 criteria and the decision production" : "design waits for the decision design-approved"}.`,
    points,
    needed: 85,
    possible: 94,
    evidence: world.services.length > 40 ? 31 : 0,
    improvements: [...brings].map(([action, ids]) => ({ action, points: ids.length, items: ids })).sort((a, b) => b.points - a.points),
    items: all,
    exits: [
      { phase: "design", open: [], gate: "design-approved", passed: decided },
      { phase: "hardening", open: [...open.slice(0, 5), `${points} of 85 points`], gate: "production", passed: false },
      { phase: "operations", open: [...open.slice(3, 10), `${points} of 85 points`], gate: "stable", passed: false },
    ],
    gates,
    findings: world.services.length < 3 && service === "fraud-api" ? [] : [FINDING],
    accepted: service === "payment-api" ? [{ problem: ACCEPTED, because: "the load balancer is replaced in winter", until: "2026-12-31" }] : [],
  };
}

const FINDING = problem("MS-C007", "retries to card-network all wait the same time", {
  severity: "warning",
  place: { file: "ops/payment-api.yaml", line: 41, column: 13, length: 4 },
  related: [{ place: { file: "ops/payment-api.yaml", line: 9, column: 10, length: 5 }, label: "this many callers wait together" }],
  arithmetic: "200/s x 0.3 = 60 calls of each second come back exactly 100ms later",
  why: "callers that fail together come back together, and overload what is just recovering",
  fix: "write `jitter: 50 %`, or leave it out",
});

const ACCEPTED = problem("MS-T004", "the load balancer takes an instance out after 15s; detection is promised within 10s", {
  severity: "warning",
  place: { file: "ops/payment-api.yaml", line: 22, column: 5, length: 9 },
  arithmetic: "3 x 5s = 15s > 10s",
  fix: "ask more often",
});

const CLAIMS: readonly [string, string, string, Claim["method"], number][] = [
  ["traffic/peak", "payment-api carries its peak of 200/s and keeps its objectives", "at least 200/s", "load test", 90],
  ["instances/each/capacity", "one instance carries 120/s and keeps the objectives", "at least 120/s", "load test", 90],
  ["instances/lossOfOne", "when one of 2 instances dies, the others answer", "at least 99.95 %", "fault drill", 30],
  ["dependencies/redis/degrades", "when redis fails, the service goes on in mode cache-unavailable", "at least 99.95 %", "fault drill", 30],
  ["dependencies/postgres/failsFast", "when postgres fails, callers hear of it", "at most 250ms", "fault drill", 30],
  ["delivery/rollback", "a bad version is taken back", "at most 30s", "rollback drill", 30],
  ["alerts/budget-burning/pages", "a page for budget-burning reaches the person on call", "at most 1m", "test page", 30],
  ["objectives/availability", "payment-api keeps its objective availability", "at least 99.95 %", "telemetry", 1],
  ["journeys/checkout", "a customer can pay, from 3 places", "at least 99.9 %", "synthetic journey", 1],
  ["recovery/ledger/restore", "the ledger is restored from a backup", "at most 1h", "restore test", 30],
  ["recovery/region/failover", "another region takes over", "at most 15m", "failover drill", 90],
];

export function claims(world: World, service: string): ServiceClaims {
  const proven = world.services.length > 40;
  const statuses = (["holds", "fails", "stale", "unproven"] as const).map((status) => status);
  const all = service === "fraud-api" ? [] : CLAIMS.map(([id, statement, target, method, days], i): Claim => {
    const status = proven ? (statuses[i % 4] ?? "unproven") : "unproven";
    return { id: `${service}/${id}`, statement, target, method, freshForSeconds: days * 86_400, status, latest: status === "unproven" ? null : { at: iso(world.now() - (status === "stale" ? 120 : 3) * 86_400_000), measured: target.replace(/at \w+ /, ""), source: `drill-${i + 3}` } };
  });
  const of = (status: Claim["status"]) => all.filter((one) => one.status === status).length;
  const sentence = all.length === 0 ? `The design of ${service} claims nothing that can be proven.` : `${of("holds")} of ${all.length} claims of ${service} hold; ${proven ? `${of("fails")} fail, ${of("stale")} are stale, ` : ""}${of("unproven")} are unproven.`;
  return { service, appliedAt: iso(world.now() - 5_400_000), health: proven ? "watch" : "unknown", sentence, claims: all };
}

export function readinessList(world: World): ReadinessSummary[] {
  return world.services.map(({ service }) => {
    const one = readiness(world, service.name);
    const own = claims(world, service.name).claims;
    return { service: service.name, criticality: service.criticality, owner: service.owner, health: one.health, sentence: one.sentence, points: one.points, needed: one.needed, possible: one.possible, claims: own.length, proven: own.filter((claim) => claim.status === "holds").length, findings: one.findings.length, accepted: one.accepted.length };
  });
}

export const CHECK: Check = {
  code: "MS-C007",
  family: "coherence",
  title: "retries without jitter",
  rule: "dependencies.NAME.retry.jitter above 0 %",
  why: "callers that fail together come back together, and overload what is just recovering",
  page: "When a dependency stumbles, all callers fail at the same moment.\n\n## Fails\n```yaml\ndependencies:\n  bank: { retry: { attempts: 3, wait: 100ms, jitter: 0 % } }\n```\n\n## Mended\n```yaml\ndependencies:\n  bank: { retry: { attempts: 3, wait: 100ms, jitter: 50 % } }\n```\n",
};
