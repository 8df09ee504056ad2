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
  if (effect.total === 0) return `${compact(Math.abs(effect.bad))} events count as ${effect.bad < 0 ? "good instead of bad" : "bad instead of good"}${share}`;
  const taken = effect.total < 0;
  return `${taken ? "Takes out" : "Adds"} ${compact(Math.abs(effect.bad))} bad events of ${compact(Math.abs(effect.total))}${share}`;
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
