import { Link } from "wouter";
import type { DeploymentSummary, IncidentSummary, JournalEntry } from "../api/types";
import { duration, heading, share } from "../lib/format";
import { Ago, At, DeploymentState, IncidentState, Severity, Since, Weight } from "./atoms";

export function IncidentRows({ incidents }: { incidents: readonly IncidentSummary[] }) {
  return (
    <ul className="rows">
      {incidents.map((one) => (
        <li key={one.id} className={`row incident-row ${one.state}`}>
          <span className="row-state">
            <IncidentState incident={one} />
          </span>
          <Severity level={one.severity} />
          <Link href={`/incidents/${encodeURIComponent(one.id)}`} className="row-title">
            {heading(one.title)}
          </Link>
          <span className="row-who muted">{one.service}</span>
          <span className="row-note muted">
            {one.state === "resolved" ? (
              <>
                took <Since at={one.openedAt} until={one.resolvedAt} />
              </>
            ) : one.acknowledgedBy ? (
              <>{one.acknowledgedBy} is on it</>
            ) : (
              "nobody is on it"
            )}
          </span>
          <span className="row-when muted">
            <Ago at={one.openedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}

export function DeploymentRows({ deployments }: { deployments: readonly DeploymentSummary[] }) {
  return (
    <ul className="rows">
      {deployments.map((one) => (
        <li key={one.id} className="row deployment-row">
          <span className="row-state">
            <DeploymentState deployment={one} />
          </span>
          <Link href={`/deployments/${encodeURIComponent(one.id)}`} className="row-title">
            {one.service} <b className="num">{one.version}</b>
          </Link>
          <span className="row-weight">
            {one.finishedAt === null ? (
              <>
                <Weight weight={one.weight} /> <span className="num">{share(one.weight)}</span>
              </>
            ) : (
              <span className="muted">{duration((Date.parse(one.finishedAt) - Date.parse(one.startedAt)) / 1000)}</span>
            )}
          </span>
          <span className="row-sentence muted">{heading(one.sentence)}</span>
          <span className="row-when muted">
            {one.by} · <Ago at={one.startedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Facts of the journal, each with the number under which anyone finds it again. */
export function Facts({ entries, label }: { entries: readonly JournalEntry[]; label: string }) {
  return (
    <ol className="facts" aria-label={label}>
      {entries.map((one) => (
        <li key={one.sequence} className={one.type.split(".")[0]}>
          <At at={one.at} />
          <span className="fact">{heading(one.summary)}</span>
          <span className="fact-number num muted" title={`journal entry ${one.sequence}, ${one.type}`}>
            #{one.sequence}
          </span>
        </li>
      ))}
    </ol>
  );
}
