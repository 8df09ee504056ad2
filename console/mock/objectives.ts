import type { ObjectiveDetail, ObjectiveList, ObjectiveRow, ObjectiveStanding, SpentHour } from "../src/api/types";
import { byUrgency, HEALTHS } from "../src/lib/health.ts";
import { agreementHealth, wholeHealth } from "../src/lib/objective.ts";
import { effects, holding, KNOWN } from "./corrections.ts";
import type { World } from "./world.ts";

const DAY = 86_400;

function hoursOf(now: number): SpentHour[] {
  return Array.from({ length: 240 }, (_, i) => ({ end: now - (239 - i) * 3600, bad: i === 170 ? 9_000 : i === 231 ? 4_494 : 12 + (i % 7), total: i > 40 && i < 46 ? 0 : 90_000 }));
}

/** With `measured` left, but for what was corrected since. */
function standing(world: World, service: string, name: string, measured: number | null, source: "design" | "openslo"): ObjectiveStanding {
  const now = world.now() / 1000;
  const back = effects(world, service, name, hoursOf(Math.floor(now))).reduce((sum, one) => sum - one.bad, 0) - (service === KNOWN.service && name === KNOWN.objective ? KNOWN.bad : 0);
  const remaining = measured === null ? null : Math.min(1, measured + back / 10_800);
  const level = remaining === null ? "unknown" : remaining <= 0 ? "exhausted" : remaining < 0.2 ? "critical" : remaining < 0.5 ? "warning" : "healthy";
  return {
    service,
    name,
    source,
    place: source === "openslo" ? `ops/${service}-slo.yaml:1:1` : `ops/${service}.yaml:24:3`,
    level,
    target: 0.9995,
    indicator: remaining === null ? null : 1 - 0.0005 * (1 - remaining),
    from: now - 30 * DAY,
    until: now,
    budget: { unit: "events", allowed: 10_800, spent: remaining === null ? 0 : 10_800 * (1 - remaining), remaining, allowedMinutes: 21.6, remainingMinutes: remaining === null ? null : 21.6 * remaining },
    rates: ["5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d"].map((window, i) => ({ window, burnRate: remaining === null ? null : (1 - remaining) * (i < 4 ? 3.1 - i * 0.4 : 1) })),
    burns: [
      { rule: "fast-burn", longWindow: "1h", shortWindow: "5m", factor: 14.4, burning: remaining !== null && remaining < 0 },
      { rule: "quick-burn", longWindow: "6h", shortWindow: "30m", factor: 6, burning: false },
      { rule: "steady-burn", longWindow: "1d", shortWindow: "2h", factor: 3, burning: false },
      { rule: "slow-burn", longWindow: "3d", shortWindow: "6h", factor: 1, burning: false },
    ],
    agreement:
      source === "openslo"
        ? null
        : {
            target: name === "latency" ? 0.95 : 0.999,
            indicator: remaining === null ? null : 0.9996,
            within: name === "latency" ? 0.5 : null,
            unknown: remaining === null ? "no events within the window" : null,
            budget: { unit: "events", allowed: 21_600, spent: remaining === null ? null : 10_800 * (1 - remaining), remaining: remaining === null ? null : 1 - (1 - remaining) / 2, allowedMinutes: 43.2, remainingMinutes: remaining === null ? null : 43.2 * (1 - (1 - remaining) / 2) },
            burns: [{ rule: "fast-burn", longWindow: "1h", shortWindow: "5m", factor: 14.4, burning: false }],
          },
    whenUsedUp: source === "openslo" ? "freeze" : null,
    corrections: holding(world, service, name).length,
    asOf: now,
    unknown: remaining === null ? "no events within the window" : null,
  };
}

export function objectives(world: World): ObjectiveStanding[] {
  return world.services.flatMap(({ service }) => [
    ...service.objectives.map((one) => standing(world, service.name, one.name, one.budget.remainingFraction, "design")),
    ...(service.health === "act" ? [standing(world, service.name, "checkout/paid", -0.58, "openslo")] : []),
  ]);
}

export function row(one: ObjectiveStanding): ObjectiveRow {
  return {
    service: one.service,
    name: one.name,
    source: one.source,
    health: wholeHealth(one),
    level: one.level,
    target: one.target,
    indicator: one.indicator,
    remaining: one.budget?.remaining ?? null,
    burning: one.burns.filter((rule) => rule.burning).map((rule) => rule.rule),
    agreement: one.agreement && { target: one.agreement.target, within: one.agreement.within, health: agreementHealth(one.agreement) },
    whenUsedUp: one.whenUsedUp,
  };
}

/** A page of these, as the server answers it; its places are numbers of rows here. */
export function objectivesPage(all: readonly ObjectiveRow[], asked: URLSearchParams): ObjectiveList {
  const words = (asked.get("find") ?? "").toLowerCase().split(/\s+/);
  const state = asked.get("state") ?? "all";
  const limit = Number(asked.get("limit") ?? 100);
  const before = Number(asked.get("after") ?? 0);
  const left = (one: ObjectiveRow) => one.remaining ?? Number.POSITIVE_INFINITY;
  const urgency = byUrgency<ObjectiveRow>((one) => one.health, () => "");
  const matching = all
    .filter((one) => (state === "all" || one.health === state) && words.every((word) => `${one.service} ${one.name}`.toLowerCase().includes(word)))
    .sort((a, b) => urgency(a, b) || (left(a) === left(b) ? 0 : left(a) - left(b)) || a.service.localeCompare(b.service) || a.name.localeCompare(b.name));
  const within = (health: string) => all.filter((one) => one.health === health).length;
  return {
    total: all.length,
    states: Object.fromEntries(HEALTHS.map((health) => [health, within(health)])) as ObjectiveList["states"],
    usedUp: all.filter((one) => one.level === "exhausted").length,
    broken: all.filter((one) => one.agreement?.health === "act").length,
    matching: matching.length,
    before,
    objectives: matching.slice(before, before + limit),
    previous: before === 0 ? null : before <= limit ? "" : String(before - limit),
    next: before + limit < matching.length ? String(before + limit) : null,
  };
}

export function objective(world: World, service: string, name: string): ObjectiveDetail | undefined {
  const one = objectives(world).find((each) => each.service === service && each.name === name);
  if (!one) return undefined;
  const now = Math.floor(world.now() / 1000);
  const counted = one.unknown === null;
  const corrections = holding(world, service, name);
  const excluded = (end: number) => corrections.some((each) => each.id !== KNOWN.id && Date.parse(each.from) / 1000 < end && Date.parse(each.until ?? each.from) / 1000 > end - 3600);
  const hours = counted ? hoursOf(now).map((hour) => (excluded(hour.end) ? { ...hour, bad: 0, total: 0 } : hour)) : [];
  const frozen = one.level === "exhausted" && one.whenUsedUp === "freeze";
  return {
    objective: one,
    forecast: one.level === "exhausted" ? { likely: null, earliest: null, latest: null, until: null, basis: "the budget is used up" } : null,
    hours,
    contributors: counted
      ? [
          { part: "", label: "route", value: "/checkout", bad: 15_900, total: 4_100_000 },
          { part: "", label: "status", value: "503", bad: 15_100, total: 15_100 },
          { part: "", label: "instance", value: "payment-api-3", bad: 9_020, total: 7_000_000 },
          { part: "", label: "status", value: "500", bad: 1_960, total: 1_960 },
        ]
      : [],
    corrections,
    effects: counted ? effects(world, service, name, hoursOf(now)) : [],
    release: {
      service,
      verdict: frozen ? "freeze" : "allow",
      reasons: frozen
        ? ["a budget is used up: only changes for reliability until there is some again", `${name}: ${((one.budget?.remaining ?? 0) * 100).toFixed(1)} % of the budget left, ${(one.budget?.remainingMinutes ?? 0).toFixed(1)} of 21.6 minutes`]
        : ["no policy holds releases"],
      ways: frozen ? `mend what spends the budget, or\n  release a repair:    mainstay deploy ${service} VERSION --repair "what it mends"\n  ask for leave:       mainstay exceptions ask ${service} VERSION --because "why", then somebody else: mainstay exceptions approve EXC-…` : null,
    },
  };
}
