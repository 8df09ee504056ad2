import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLive } from "../api/queries";
import type { CurrentSignals, DeploymentSummary, Health, IncidentSummary, Objective } from "../api/types";
import { absolute, clock, compact, duration, portion, relative, share, UNKNOWN } from "../lib/format";
import { incidentHealth, WORDS } from "../lib/health";
import { useNow } from "../lib/now";
import { useUtc } from "../lib/prefs";
import { DeployIcon, HealthIcon, RollbackIcon } from "./icons";

/** A state as icon and word; `word` replaces the state's own where the thing has a better one. */
export function State({ health, word, size = 16, quiet = false }: { health: Health; word?: string; size?: number; quiet?: boolean }) {
  return (
    <span className={`state ${health}`}>
      <HealthIcon health={health} size={size} />
      <span className={quiet ? "sr" : undefined}>{word ?? WORDS[health]}</span>
    </span>
  );
}

/** "3 min ago" with the whole instant on hover. */
export function Ago({ at, prefix = "" }: { at: string; prefix?: string }) {
  const now = useNow();
  const [utc] = useUtc();
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={absolute(ms, utc)} className="num nowrap">
      {prefix}
      {relative(ms, now)}
    </time>
  );
}

/** A time of day with the whole instant on hover. */
export function At({ at, seconds = true }: { at: string; seconds?: boolean }) {
  const [utc] = useUtc();
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={absolute(ms, utc)} className="num nowrap">
      {clock(ms, utc, seconds)}
    </time>
  );
}

/** How long something has been going on, counting. */
export function Since({ at, until }: { at: string; until?: string | null }) {
  const now = useNow();
  const [utc] = useUtc();
  const from = Date.parse(at);
  return (
    <time dateTime={at} title={absolute(from, utc)} className="num nowrap">
      {duration(Math.max(1, ((until ? Date.parse(until) : now) - from) / 1000))}
    </time>
  );
}

export function Section({ title, note, action, children, id }: { title: string; note?: ReactNode; action?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section className="section" aria-label={title} id={id}>
      <header className="section-head">
        <h2>{title}</h2>
        {note !== undefined && <span className="muted">{note}</span>}
        {action !== undefined && <span className="section-action">{action}</span>}
      </header>
      {children}
    </section>
  );
}

/** What is left of a budget, as a bar: full is untouched, empty is spent, hatched is unknown. */
export function BudgetBar({ objective }: { objective: Objective }) {
  const left = objective.budget.remainingFraction;
  const width = left === null ? 100 : Math.max(0, Math.min(1, left)) * 100;
  return (
    <span className={`bar ${objective.health} ${left === null ? "hatched" : ""}`} aria-hidden="true">
      <span style={{ width: `${left !== null && left <= 0 ? 100 : width}%` }} className={left !== null && left <= 0 ? "spent" : undefined} />
    </span>
  );
}

/** "92 % left" or "overspent by 12 %" or "unknown". */
export function budgetLeft(objective: Objective): string {
  const left = objective.budget.remainingFraction;
  if (left === null) return "unknown";
  return left < 0 ? `${portion(-left)} overspent` : `${portion(left)} left`;
}

export function budgetMinutes(objective: Objective): string {
  const minutes = objective.budget.remainingMinutes;
  return minutes === null ? UNKNOWN : minutes < 0 ? `−${duration(-minutes * 60)}` : duration(minutes * 60);
}

export function budgetRequests(objective: Objective): string {
  const { remainingFraction, totalRequests, spentRequests } = objective.budget;
  return remainingFraction === null || totalRequests === null || spentRequests === null ? UNKNOWN : compact(Math.round(totalRequests - spentRequests));
}

export function Severity({ level }: { level: string }) {
  return <span className="severity">{level}</span>;
}

export function IncidentState({ incident }: { incident: IncidentSummary }) {
  const word = { open: "Open", acknowledged: "Acknowledged", mitigated: "Mitigated", resolved: "Resolved" }[incident.state];
  return <State health={incidentHealth(incident.state)} word={word} />;
}

const DEPLOYMENT_WORDS: Record<DeploymentSummary["state"], string> = {
  starting: "Starting",
  baking: "Baking",
  promoting: "Promoting",
  promoted: "Promoted",
  "rolling-back": "Rolling back",
  "rolled-back": "Rolled back",
  failed: "Failed",
};

/** Running states are nobody's trouble yet and stay neutral; only the outcome has a colour. */
export function DeploymentState({ deployment }: { deployment: DeploymentSummary }) {
  const word = DEPLOYMENT_WORDS[deployment.state];
  switch (deployment.state) {
    case "promoted":
      return <State health="good" word={word} />;
    case "failed":
      return <State health="act" word={word} />;
    case "rolled-back":
      return <State health="watch" word={word} />;
    case "rolling-back":
      return (
        <span className="state watch">
          <RollbackIcon />
          <span>{word}</span>
        </span>
      );
    case "starting":
    case "baking":
    case "promoting":
      return (
        <span className="state running">
          <DeployIcon />
          <span>{word}</span>
        </span>
      );
  }
}

/** The share of traffic on the new version, as a bar with its steps. */
export function Weight({ weight, label }: { weight: number; label?: string }) {
  return (
    <span className="weight" role="img" aria-label={label ?? `${share(weight)} of the traffic`}>
      <span style={{ width: `${weight * 100}%` }} />
    </span>
  );
}

/** A service's page, which only designed ones have. */
export function ServiceLink({ name }: { name: string }) {
  const { overview } = useLive();
  if (overview?.undesigned.some((one) => one.name === name)) return <span>{name}</span>;
  return <Link href={`/services/${encodeURIComponent(name)}`}>{name}</Link>;
}

/** A number with its name under it. */
export function Figure({ label, value, hint, tone }: { label: string; value: ReactNode; hint?: ReactNode; tone?: Health | undefined }) {
  return (
    <div className="figure">
      <dt>{label}</dt>
      <dd className={`num ${tone ?? ""}`}>{value}</dd>
      {hint !== undefined && <dd className="hint">{hint}</dd>}
    </div>
  );
}

/** Requests that failed now need no colour unless there are any. */
export function errorTone(current: CurrentSignals, health: Health): Health | undefined {
  return (current.errorRatio ?? 0) > 0 && (health === "act" || health === "watch") ? health : undefined;
}
