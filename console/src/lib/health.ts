import type { Health } from "../api/types";

/** The four states, from what needs a person most to what needs none. */
export const HEALTHS: readonly Health[] = ["act", "watch", "unknown", "good"];

export const WORDS: Record<Health, string> = { good: "Good", watch: "Watch", act: "Act", unknown: "Unknown" };

/** Of several states, the one that needs a person most; unknown of none. */
export function worst(healths: readonly Health[]): Health {
  return HEALTHS.find((health) => healths.includes(health)) ?? "unknown";
}

export function byUrgency<T>(health: (item: T) => Health, name: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => HEALTHS.indexOf(health(a)) - HEALTHS.indexOf(health(b)) || name(a).localeCompare(name(b));
}

type IncidentStateName = "open" | "acknowledged" | "mitigated" | "resolved";
type DeploymentStateName = "starting" | "baking" | "promoting" | "promoted" | "rolling-back" | "rolled-back" | "failed";

/** What an incident's state asks of the reader. */
export function incidentHealth(state: IncidentStateName): Health {
  switch (state) {
    case "open":
      return "act";
    case "acknowledged":
    case "mitigated":
      return "watch";
    case "resolved":
      return "good";
  }
}

export function deploymentHealth(state: DeploymentStateName): Health {
  switch (state) {
    case "starting":
    case "baking":
    case "promoting":
    case "rolling-back":
      return "watch";
    case "promoted":
      return "good";
    case "rolled-back":
    case "failed":
      return "act";
  }
}
