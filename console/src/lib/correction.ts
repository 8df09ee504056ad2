import type { CorrectionEffect, ObjectiveDetail, SpentHour } from "../api/types";
import { compact, portion } from "./format";

/** What was bad in the hours that a stretch of time touches, in Unix seconds; null when none of them was counted. */
export function spentWithin(hours: readonly SpentHour[], from: number, until: number): number | null {
  const touched = hours.filter((hour, i) => {
    const begin = hours[i - 1]?.end ?? hour.end - 3600;
    return begin < until && hour.end > from;
  });
  return touched.length === 0 ? null : touched.reduce((sum, hour) => sum + hour.bad, 0);
}

/** By how much a correction changes the counts; empty where that is not known. */
export function effectSentence({ objective: { budget } }: ObjectiveDetail, effect: CorrectionEffect | undefined): string {
  if (!effect) return "";
  if (effect.bad === 0 && effect.total === 0) return "Changes nothing yet: nothing was counted then";
  const share = budget?.unit === "events" && budget.allowed ? `, ${portion(Math.abs(effect.bad) / budget.allowed)} of the budget` : "";
  const { bad, total } = effect;
  const good = total - bad;
  if (total === 0) return `${compact(Math.abs(bad))} events count as ${bad < 0 ? "good instead of bad" : "bad instead of good"}${share}`;
  const does = (events: number) => (events < 0 ? "Takes out" : "Adds");
  if (bad === 0) return `${does(good)} ${compact(Math.abs(good))} good events`;
  if (bad * good < 0) return `${does(bad)} ${compact(Math.abs(bad))} bad events and ${does(good).toLowerCase()} ${compact(Math.abs(good))} good ones${share}`;
  return `${does(bad)} ${compact(Math.abs(bad))} bad events of ${compact(Math.abs(total))}${share}`;
}

/** How many events to add or to take away, as it was filled in; null when that is no number that the server takes. */
export function eventsOf(text: string): number | null {
  if (text === "") return 0;
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : null;
}

/** What is wrong with the events of an adjustment as they were filled in, by field; empty when nothing is. */
export function wrongEvents({ good = "", total = "" }: Readonly<Record<string, string>>): { good?: string; total?: string } {
  const number = "a number is needed, such as 1200 or -1200";
  const wrong = { ...(eventsOf(good) === null ? { good: number } : {}), ...(eventsOf(total) === null ? { total: number } : {}) };
  return eventsOf(good) === 0 && eventsOf(total) === 0 ? { total: "some events are needed, good ones or in all" } : wrong;
}

/** What adding or taking away these events would change; empty while that is not filled in. */
export function adjustmentSentence(detail: ObjectiveDetail, good: string, total: string): string {
  if (wrongEvents({ good, total }).good || wrongEvents({ good, total }).total) return "";
  const all = eventsOf(total) ?? 0;
  return effectSentence(detail, { correction: "", bad: all - (eventsOf(good) ?? 0), total: all });
}

const VERDICTS = { allow: "may go out", warn: "may go out, with a warning", freeze: "are frozen" } as const;

/** How the budget and the releases stood before a correction, and how they stand after it. */
export function recounted(before: ObjectiveDetail, after: ObjectiveDetail): string {
  const left = (detail: ObjectiveDetail) => (detail.objective.unknown === null ? portion(detail.objective.budget?.remaining) : "unknown");
  const budget = after.objective.budget;
  const spent = before.objective.budget?.spent ?? null;
  const sentences = [`Budget left: ${left(before)} before, ${left(after)} now`];
  if (budget && budget.unit !== "shares" && budget.spent !== null && spent !== null) sentences.push(`bad ${budget.unit}: ${compact(spent)} before, ${compact(budget.spent)} now`);
  if (before.release.verdict !== after.release.verdict) sentences.push(`releases ${VERDICTS[after.release.verdict]} now`);
  return `${sentences.join("; ")}.`;
}
