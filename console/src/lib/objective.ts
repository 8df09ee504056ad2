import type { Agreement, Health, ObjectiveDetail, ObjectiveList, ObjectiveStanding, SpentHour } from "../api/types";
import { absolute, count, duration, latency, listing, plural, portion, share } from "./format";
import { worst } from "./health";

export function objectivePath(service: string, name: string): string {
  return `/services/${encodeURIComponent(service)}/objectives/${encodeURIComponent(name)}`;
}

export function objectiveHealth(one: ObjectiveStanding): Health {
  if (one.level === "unknown") return "unknown";
  if (one.level === "exhausted") return "act";
  return one.level === "critical" || one.burns.some((rule) => rule.burning) ? "watch" : "good";
}

export const LEVELS: Record<ObjectiveStanding["level"], string> = {
  unknown: "Unknown",
  healthy: "Healthy",
  warning: "Below half",
  critical: "Nearly used up",
  exhausted: "Used up",
};

/** The share that a contract promises, with the threshold where it has one of its own. */
export function promised(agreement: Pick<Agreement, "target" | "within">): string {
  return agreement.within === null ? share(agreement.target) : `${share(agreement.target)} within ${latency(agreement.within)}`;
}

/** How what is promised by contract stands. */
export function agreementHealth(agreement: Agreement): Health {
  const left = agreement.budget.remaining;
  if (agreement.unknown !== null || left === null) return "unknown";
  if (left <= 0) return "act";
  return agreement.burns.some((rule) => rule.burning) ? "watch" : "good";
}

export const AGREEMENT: Record<Health, string> = {
  unknown: "Unknown",
  good: "Kept",
  watch: "Kept, but burns",
  act: "Broken",
};

/** Of what it aims at and what is promised by contract, the worse; of a contract nobody knows about, the former. */
export function wholeHealth(one: ObjectiveStanding): Health {
  const contract = one.agreement ? agreementHealth(one.agreement) : "unknown";
  return contract === "unknown" ? objectiveHealth(one) : worst([objectiveHealth(one), contract]);
}

/** The state in words: the level, unless it is the contract alone that is broken. */
export function levelWord(level: ObjectiveStanding["level"], contract: Health | undefined): string {
  return contract === "act" && level !== "exhausted" ? "SLA broken" : LEVELS[level];
}

/** How all objectives stand, in one sentence. */
export function objectivesSentence({ total, states, usedUp, broken }: ObjectiveList): string {
  if (total === 0) return "Nothing is promised yet";
  const bad = [...(usedUp > 0 ? [`${plural(usedUp, "budget is", "budgets are")} used up`] : []), ...(broken > 0 ? [`${plural(broken, "SLA is", "SLAs are")} broken`] : [])];
  if (bad.length > 0) return `${listing(bad)}, of ${plural(total, "objective")}`;
  if (states.unknown === total) return `It is not known how ${total === 1 ? "the objective stands" : `any of ${count(total)} objectives stands`}`;
  const unknown = states.unknown > 0 ? `, as far as it is known: ${count(states.unknown)} ${states.unknown === 1 ? "is" : "are"} not` : "";
  return `All ${plural(total, "objective has", "objectives have")} budget left${unknown}`;
}

/** The state in one sentence. */
export function objectiveSentence(one: ObjectiveStanding): string {
  const left = one.budget?.remaining ?? null;
  if (one.unknown !== null || left === null) return `It is not known how ${one.name} of ${one.service} stands: ${one.unknown ?? "nothing was counted"}`;
  const kept = `${share(one.indicator)} of ${share(one.target)} wanted`;
  return left < 0
    ? `${one.name} of ${one.service} has overspent its budget by ${portion(-left)}: ${kept}`
    : left === 0
      ? `${one.name} of ${one.service} has used its budget up: ${kept}`
      : `${one.name} of ${one.service} has ${portion(left)} of its budget left: ${kept}`;
}

/** When the budget will be used up, with how sure that is. */
export function forecastSentence(detail: ObjectiveDetail, now: number, utc: boolean): string {
  const forecast = detail.forecast;
  if (detail.objective.unknown !== null) return "No forecast: it is not known how the objective stands.";
  if (forecast === null) return "No forecast: the budget does not shrink.";
  if (forecast.until === null) return `No forecast: ${forecast.basis}.`;
  const at = (seconds: number) => absolute(seconds * 1000, utc);
  if (forecast.likely === null) return `Not used up before ${at(forecast.until)}; ${forecast.basis}.`;
  const away = duration(Math.max(0, forecast.likely - now / 1000));
  const latest = forecast.latest === null ? `later than ${at(forecast.until)}` : at(forecast.latest);
  const between = forecast.earliest === null || forecast.earliest === forecast.latest ? "" : `, between ${at(forecast.earliest)} and ${latest}`;
  return `Used up in about ${away}${between}; ${forecast.basis}.`;
}

/** What was left after each hour, as a share of what the window allows now. */
export function burnDown(hours: readonly SpentHour[], allowed: number | null): { times: number[]; left: (number | null)[]; bad: (number | null)[] } {
  let spent = 0;
  const times: number[] = [];
  const left: (number | null)[] = [];
  const bad: (number | null)[] = [];
  for (const hour of hours) {
    spent += hour.bad;
    times.push(hour.end);
    left.push(allowed === null || allowed <= 0 ? null : 1 - spent / allowed);
    bad.push(hour.total > 0 ? hour.bad : null);
  }
  return { times, left, bad };
}
