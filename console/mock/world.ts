import type {
  AlertState,
  Correction,
  Curve,
  DependencyState,
  DeploymentDetail,
  DeploymentSummary,
  Health,
  IncidentDetail,
  IncidentSummary,
  JournalEntry,
  Mark,
  Objective,
  Overview,
  Problem,
  ReleaseException,
  ServiceDetail,
  ServiceSummary,
  Signals,
  UndesignedService,
} from "../src/api/types";

/** What the mock server tells; tests change it while pages look at it. */
export interface World {
  sentence: string;
  health: Health;
  services: ServiceDetail[];
  undesigned: UndesignedService[];
  incidents: IncidentDetail[];
  deployments: DeploymentDetail[];
  journal: JournalEntry[];
  problems: Problem[];
  corrections: Correction[];
  exceptions: ReleaseException[];
  /** The addresses that were posted to. */
  posts: string[];
  /** The time of the newest fact, milliseconds. */
  now: () => number;
  /** When set, every action is answered with this. */
  refusal: { status: number; problem: Problem } | null;
}

/** Noise that is the same in every run: a value from 0 to 1 for each seed. */
export function noise(seed: number): number {
  const x = Math.sin(seed * 127.1 + 311.7) * 43758.5453;
  return x - Math.floor(x);
}

export function hash(text: string): number {
  let h = 7;
  for (const c of text) h = (h * 31 + c.charCodeAt(0)) % 100_003;
  return h;
}

export const iso = (ms: number): string => new Date(ms).toISOString();

export function problem(code: string, message: string, more: Partial<Problem> = {}): Problem {
  return { code, severity: "error", message, place: null, related: [], arithmetic: null, why: null, fix: null, ...more };
}

export function objective(service: string, name: string, more: Partial<Objective> & { remaining?: number | null }, now: number): Objective {
  const { remaining = 0.92, ...rest } = more;
  const slo = rest.slo ?? 0.9995;
  const total = rest.total ?? 4_310_220;
  const budget = total * (1 - slo);
  const minutes = 30 * 24 * 60 * (1 - slo);
  const spent = remaining === null ? 0 : budget * (1 - remaining);
  const rateNow = remaining === null ? null : remaining < 0.5 ? 16.2 : 0.4;
  return {
    service,
    name,
    indicator: name === "latency" ? "duration < 200ms" : "status < 500",
    slo,
    sla: name === "latency" ? 0.95 : 0.999,
    slaWithinSeconds: name === "latency" ? 0.5 : null,
    windowSeconds: 2_592_000,
    calendarMonth: false,
    compliance: remaining === null ? null : 1 - spent / total,
    good: total - spent,
    total,
    budget: {
      totalRequests: remaining === null ? null : budget,
      spentRequests: remaining === null ? null : spent,
      remainingFraction: remaining,
      totalMinutes: minutes,
      remainingMinutes: remaining === null ? null : minutes * remaining,
    },
    burnRates: [
      { windowSeconds: 300, rate: rateNow, total: 30_000 },
      { windowSeconds: 3600, rate: rateNow === null ? null : rateNow * 0.8, total: 360_000 },
      { windowSeconds: 21_600, rate: rateNow === null ? null : rateNow * 0.3, total: 2_160_000 },
      { windowSeconds: 259_200, rate: rateNow === null ? null : rateNow * 0.1 + 0.3, total },
    ],
    burning: remaining !== null && remaining < 0.5 ? ["fast-burn"] : [],
    health: remaining === null ? "unknown" : remaining < 0.2 ? "act" : remaining < 0.5 ? "watch" : "good",
    reason: remaining === null ? "no request was seen in the last 5 minutes" : null,
    observedSeconds: remaining === null ? 0 : 2_592_000,
    asOf: iso(now),
    ...rest,
  };
}

export function dependency(name: string, more: Partial<DependencyState> = {}): DependencyState {
  return {
    name,
    kind: "database",
    required: 1,
    onFailure: "fails fast with 503",
    health: "good",
    up: true,
    breaker: "closed",
    callsPerSecond: 118,
    failureRatio: 0,
    p99: 0.031,
    timeoutSeconds: 0.25,
    because: null,
    ...more,
  };
}

export function service(name: string, health: Health, more: Partial<ServiceSummary>, now: number): ServiceSummary {
  const seed = hash(name);
  const idle = health === "unknown";
  return {
    name,
    summary: "Takes and refunds card payments for merchants",
    criticality: "critical",
    owner: "payments",
    health,
    sentence: idle
      ? `Nothing is known of ${name}: no instance answers`
      : health === "good"
        ? "Serving within its objectives"
        : "3.1 % of requests fail since 10:42",
    current: idle
      ? { requestsPerSecond: null, errorRatio: null, p50: null, p95: null, p99: null, inFlight: null }
      : {
          requestsPerSecond: 40 + noise(seed) * 160,
          errorRatio: health === "act" ? 0.031 : health === "watch" ? 0.004 : 0,
          p50: 0.008 + noise(seed + 1) * 0.01,
          p95: 0.04 + noise(seed + 2) * 0.03,
          p99: 0.09 + noise(seed + 3) * (health === "good" ? 0.06 : 0.4),
          inFlight: 3,
        },
    objectives: [
      objective(name, "availability", { remaining: idle ? null : health === "act" ? 0.14 : health === "watch" ? 0.41 : 0.93 }, now),
      objective(name, "latency", { slo: 0.95, remaining: idle ? null : 0.78 }, now),
    ],
    modes: [],
    instances: [1, 2].map((n) => ({
      id: `${name}-${n}`,
      version: "1.1.0",
      address: `127.0.0.1:${20_000 + (seed % 900) * 10 + n}`,
      pid: 40_000 + (seed % 9000) + n,
      state: idle ? "lost" : "ready",
      startedAt: iso(now - 7_200_000),
    })),
    alerts: [],
    ...more,
  };
}

export function alert(serviceName: string, name: string, since: number, more: Partial<AlertState> = {}): AlertState {
  return {
    service: serviceName,
    name,
    state: "firing",
    severity: "P1",
    since: iso(since),
    reason: "availability burns its budget 16.2 times too fast over 1 h and 5 min (fires at 14.4)",
    runbook: "error-budget",
    impact: "merchants see failures",
    ...more,
  };
}

export function detail(summary: ServiceSummary, more: Partial<ServiceDetail> = {}): ServiceDetail {
  return {
    service: summary,
    dependencies: [
      dependency("postgres"),
      dependency("redis", { kind: "cache", required: 0, onFailure: "degrades to cache-unavailable", callsPerSecond: 52, p99: 0.002, timeoutSeconds: 0.03, because: "merchant data is also in postgres; slower payments beat no payments" }),
      dependency("card-network", { kind: "external API", required: 0.3, onFailure: "fails with 503, retry after 5 s", callsPerSecond: 31, p99: 0.28, timeoutSeconds: 0.5 }),
    ],
    versions: [{ version: "1.1.0", weight: 1, instances: 2 }],
    incidents: [],
    deployments: [],
    journal: [],
    ...more,
  };
}

export function incident(id: string, more: Partial<IncidentSummary>, now: number): IncidentSummary {
  return {
    id,
    service: "payment-api",
    severity: "P1",
    state: "open",
    title: "payment-api burns its availability budget 16 times too fast",
    openedAt: iso(now - 134_000),
    acknowledgedAt: null,
    acknowledgedBy: null,
    mitigatedAt: null,
    resolvedAt: null,
    suspectedDeployment: null,
    times: { detect: 21, acknowledge: null, mitigate: null, resolve: null },
    ...more,
  };
}

export function deployment(id: string, more: Partial<DeploymentSummary>, now: number): DeploymentSummary {
  return {
    id,
    service: "payment-api",
    version: "1.2.0",
    previousVersion: "1.1.0",
    state: "baking",
    step: 1,
    steps: 3,
    weight: 0.1,
    by: "Ana",
    startedAt: iso(now - 190_000),
    finishedAt: null,
    sentence: "1.2.0 gets 10 % of the traffic; the judge has seen 412 requests and finds nothing worse yet",
    ...more,
  };
}

export function entry(sequence: number, at: number, type: string, summary: string, more: Partial<JournalEntry> = {}): JournalEntry {
  return { sequence, at: iso(at), type, service: "payment-api", subject: "", summary, data: {}, ...more };
}

/** Golden signals of `minutes`, one point each 5 s (or coarser, at most 360), ending now, with a gap in the middle. */
export function signals(world: World, name: string, minutes: number): Signals {
  const summary = world.services.find((one) => one.service.name === name)?.service;
  const step = Math.max(5, Math.ceil((minutes * 60) / 360));
  const end = Math.floor(world.now() / 1000 / step) * step;
  const times = Array.from({ length: Math.floor((minutes * 60) / step) }, (_, i) => end - ((minutes * 60) / step - 1 - i) * step);
  const seed = hash(name);
  const current = summary?.current;
  const unknown = current === undefined || current.requestsPerSecond === null;
  const bad = summary?.health === "act" || summary?.health === "watch";
  const gap = (t: number) => unknown || (seed % 3 === 0 && end - t > minutes * 30 && end - t < minutes * 34);
  const wave = (t: number, n: number) => noise(Math.floor(t / step) + seed + n) - 0.5;
  const trouble = (t: number) => (bad && end - t < 150 ? Math.min(1, (150 - (end - t)) / 30) : 0);
  const curve = (at: (t: number) => number): Curve => times.map((t) => (gap(t) ? null : Math.max(0, at(t))));
  const marks: Mark[] = [
    ...world.deployments.filter((one) => one.deployment.service === name).map((one): Mark => ({ at: Date.parse(one.deployment.startedAt) / 1000, kind: "deployment", label: `${one.deployment.version} deployed`, link: `/deployments/${one.deployment.id}` })),
    ...world.incidents.filter((one) => one.incident.service === name).map((one): Mark => ({ at: Date.parse(one.incident.openedAt) / 1000, kind: "incident", label: one.incident.title, link: `/incidents/${one.incident.id}` })),
  ].filter((mark) => mark.at >= (times[0] ?? 0));
  return {
    service: name,
    times,
    requestsPerSecond: curve((t) => (current?.requestsPerSecond ?? 0) * (1 + 0.12 * wave(t, 1) + 0.1 * Math.sin(t / 300))),
    errorRatio: curve((t) => (current?.errorRatio ?? 0) * trouble(t) * (1 + 0.4 * wave(t, 2)) + (noise(t + seed) > 0.96 ? 0.0006 : 0)),
    p50: curve((t) => (current?.p50 ?? 0) * (1 + 0.3 * wave(t, 3))),
    p95: curve((t) => (current?.p95 ?? 0) * (1 + 0.3 * wave(t, 4) + trouble(t))),
    p99: curve((t) => (current?.p99 ?? 0) * (0.6 + 0.3 * wave(t, 5) + trouble(t))),
    marks,
  };
}

export function overview(world: World): Overview {
  const jitter = (value: number | null, n: number) => (value === null ? null : value * (1 + 0.06 * (noise(Math.floor(world.now() / 1000) + n) - 0.5)));
  return {
    at: iso(world.now()),
    health: world.health,
    sentence: world.sentence,
    services: world.services.map(({ service: one }, i) => ({
      ...one,
      current: { ...one.current, requestsPerSecond: jitter(one.current.requestsPerSecond, i), p99: jitter(one.current.p99, i + 99) },
    })),
    undesigned: world.undesigned,
    incidents: world.incidents.map((one) => one.incident).filter((one) => one.state !== "resolved"),
    deployments: world.deployments
      .map((one) => one.deployment)
      .filter((one) => one.finishedAt === null || world.now() - Date.parse(one.finishedAt) < 3_600_000),
    design: { appliedAt: iso(world.now() - 5_400_000), problems: world.problems },
  };
}
