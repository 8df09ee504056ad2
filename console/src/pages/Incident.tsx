import { Button, CopyButton } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { useIncident, usePostMortem } from "../api/queries";
import type { Escalation, IncidentAlert, IncidentDetail, IncidentSummary, Page, RuleOrigin, Runbook } from "../api/types";
import { countdown, duration, heading, listing, plural } from "../lib/format";
import { incidentHealth } from "../lib/health";
import { useNow } from "../lib/now";
import { ActingAs, useActions, type Action } from "../ui/act";
import { Ago, At, DeploymentState, Figure, Section, ServiceLink, Severity, Since, State } from "../ui/atoms";
import { Hero } from "../ui/Hero";
import { BellIcon } from "../ui/icons";
import { Facts } from "../ui/lists";
import { Markdown } from "../ui/Markdown";
import { Answer, Empty, Loading } from "../ui/states";
import { Objectives } from "./Service";

/** What do we know, who does what, what next? */
export function IncidentPage({ id }: { id: string }) {
  const query = useIncident(id);
  return (
    <Answer query={query} what="incident" id={id}>
      {(detail) => <Whole detail={detail} />}
    </Answer>
  );
}

const STATE_WORDS: Record<IncidentSummary["state"], string> = { open: "Open, nobody is on it", acknowledged: "Acknowledged", mitigated: "Mitigated", resolved: "Resolved" };

function Whole({ detail }: { detail: IncidentDetail }) {
  const { incident, suspectedCause } = detail;
  const word = incident.state === "acknowledged" && incident.acknowledgedBy ? `${incident.acknowledgedBy} is on it` : STATE_WORDS[incident.state];
  return (
    <div className="page">
      <Hero
        health={incidentHealth(incident.state)}
        word={word}
        title={incident.id}
        sentence={detail.sentence}
        about={
          <p className="about">
            <Severity level={incident.severity} /> <b>{incident.id}</b> <ServiceLink name={incident.service} />
          </p>
        }
        meta={
          incident.state === "resolved" ? (
            <>
              took <Since at={incident.openedAt} until={incident.resolvedAt} />
            </>
          ) : (
            <>
              for <Since at={incident.openedAt} />
            </>
          )
        }
      >
        <Buttons incident={incident} />
      </Hero>
      <div className="columns wide-left incident">
        <div>
          {suspectedCause && (
            <Section title="Suspected cause" id="cause">
              <p className="cause">
                <DeploymentState deployment={suspectedCause} />{" "}
                <Link href={`/deployments/${encodeURIComponent(suspectedCause.id)}`} className="strong">
                  {suspectedCause.service} {suspectedCause.version}
                </Link>{" "}
                <span className="muted">
                  by {suspectedCause.by}, <Ago at={suspectedCause.startedAt} />
                </span>
              </p>
              <p className="muted">{heading(suspectedCause.sentence)}</p>
            </Section>
          )}
          <Alerts alerts={detail.alerts} />
          <Runbooks runbooks={detail.runbooks} />
          <Section title="Timeline" note="oldest first, each with its number in the journal">
            <Facts entries={detail.timeline} label="Timeline" />
          </Section>
        </div>
        <div>
          {detail.escalation && <Next escalation={detail.escalation} />}
          <Times incident={incident} />
          <Pages pages={detail.pages} />
          <Objectives objectives={detail.objectives} />
          <PostMortem id={incident.id} resolved={incident.state === "resolved"} />
        </div>
      </div>
    </div>
  );
}

function Buttons({ incident }: { incident: IncidentSummary }) {
  const { run, busy, refusal, dialog } = useActions();
  const at = (step: string) => `/incidents/${encodeURIComponent(incident.id)}/${step}`;
  const acknowledge: Action = { path: at("acknowledge"), label: "Acknowledge" };
  const mitigate: Action = {
    path: at("mitigate"),
    label: "Mitigate",
    consequences: <p>Says that users are no longer hurt; the time to mitigate stops here. The incident stays open until the cause is gone.</p>,
    note: { label: "What helped?", placeholder: "Rolled 1.2.0 back; errors are at 0 since 10:47" },
  };
  const resolve: Action = {
    path: at("resolve"),
    label: "Resolve",
    consequences: <p>Closes {incident.id}; its escalation ends and the post-mortem is drafted. Should the alert fire again, a new incident opens.</p>,
    note: { label: "How did it end?", placeholder: "The connection leak of 1.2.0 is fixed in 1.2.1" },
  };
  const note: Action = { path: at("notes"), label: "Add note", note: { label: "What did you see or do?", placeholder: "Pool of payment-api is exhausted, waiting time 100 ms", required: true } };
  const next = incident.state === "open" ? acknowledge : incident.state === "acknowledged" ? mitigate : incident.state === "mitigated" ? resolve : null;
  const offered = [...(incident.state === "open" ? [acknowledge] : []), ...(incident.state === "open" || incident.state === "acknowledged" ? [mitigate] : []), ...(incident.state === "resolved" ? [] : [resolve]), note];
  return (
    <>
      <div className="buttons">
        {offered.map((action) => (
          <Button key={action.path} variant={action.path === next?.path ? "filled" : "default"} loading={busy === action.path} onClick={() => run(action)}>
            {action.label}
          </Button>
        ))}
        <ActingAs />
      </div>
      {refusal}
      {dialog}
    </>
  );
}

function Alerts({ alerts }: { alerts: readonly IncidentAlert[] }) {
  if (alerts.length === 0) return null;
  return (
    <Section title="Alerts">
      <ul className="rows">
        {alerts.map((one) => (
          <li key={`${one.name}${one.firedAt}`} className="row alert-row">
            <span className="row-state">
              <State health={one.resolvedAt ? "good" : "act"} word={one.resolvedAt ? "Resolved" : "Firing"} />
            </span>
            <Severity level={one.severity} />
            <span className="row-title">{one.name}</span>
            <span className="row-sentence">
              {one.impact}
              {one.origin && <Origin origin={one.origin} runbook={one.runbook} />}
            </span>
            <span className="row-when muted">
              {one.resolvedAt ? "took " : "for "}
              <Since at={one.firedAt} until={one.resolvedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Where an alert of a rule file comes from. */
function Origin({ origin, runbook }: { origin: RuleOrigin; runbook: string | null }) {
  const labels = Object.entries(origin.labels).filter(([name]) => name !== "severity");
  return (
    <span className="origin muted">
      {origin.series > 1 && <span>{plural(origin.series, "series", "series")} fired</span>}
      {labels.length > 0 && <code>{labels.map(([name, value]) => `${name}="${value}"`).join(", ")}</code>}
      <span>
        rule of group {origin.group} at {origin.place}
      </span>
      {runbook && (/^https?:\/\//.test(runbook) ? <a href={runbook} rel="noreferrer noopener" target="_blank">Runbook</a> : <span>runbook {runbook}</span>)}
      {origin.note && <span>{origin.note}</span>}
    </span>
  );
}

function Runbooks({ runbooks }: { runbooks: readonly Runbook[] }) {
  return (
    <>
      {runbooks.map((one) => (
        <Section key={one.name} title={`Runbook: ${one.name}`}>
          <div className="runbook">
            <Markdown text={one.markdown} />
          </div>
        </Section>
      ))}
    </>
  );
}

function Next({ escalation }: { escalation: Escalation }) {
  const now = useNow();
  const left = (Date.parse(escalation.at) - now) / 1000;
  return (
    <Section title="Next escalation" id="next">
      <p className="next act">
        <BellIcon size={20} /> <span className="num big">{countdown(left)}</span>
      </p>
      <p>
        {left > 0 ? "Then" : "Now"} {listing(escalation.targets)} {escalation.targets.length === 1 ? "is" : "are"} paged, <At at={escalation.at} />, unless someone acknowledges.
      </p>
    </Section>
  );
}

function Times({ incident }: { incident: IncidentSummary }) {
  const { detect, acknowledge, mitigate, resolve } = incident.times;
  const over = incident.state === "resolved";
  const value = (seconds: number | null) => (seconds === null ? <span className="muted">{over ? "–" : "not yet"}</span> : duration(seconds));
  return (
    <Section title="Times">
      <dl className="figures four">
        <Figure label="to detect" value={value(detect)} />
        <Figure label="to acknowledge" value={value(acknowledge)} />
        <Figure label="to mitigate" value={value(mitigate)} />
        <Figure label="to resolve" value={value(resolve)} />
      </dl>
    </Section>
  );
}

const PAGE_HEALTH = { pending: "watch", delivered: "good", failed: "act" } as const;

function Pages({ pages }: { pages: readonly Page[] }) {
  return (
    <Section title="Pages" note={pages.length > 0 ? pages.length : undefined}>
      {pages.length === 0 ? (
        <Empty title="Nobody was paged" />
      ) : (
        <ul className="pages">
          {pages.map((one) => (
            <li key={one.deliveryId}>
              <State health={PAGE_HEALTH[one.state]} word={`${one.person} by ${one.channel === "email" ? "e-mail" : one.channel}`} />
              <span className="page-state muted">
                {one.state === "delivered" && one.deliveredAt ? (
                  <>
                    delivered <At at={one.deliveredAt} />
                  </>
                ) : (
                  <>
                    {one.state}
                    {one.attempts > 0 && `, ${one.attempts} ${one.attempts === 1 ? "try" : "tries"}`}
                  </>
                )}
              </span>
              {one.error && <span className="page-error">{one.error}</span>}
              <span className="page-id muted num" title="delivery id: the receiver can tell a repeat by it">
                {one.deliveryId}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function PostMortem({ id, resolved }: { id: string; resolved: boolean }) {
  const [open, setOpen] = useState(false);
  const query = usePostMortem(id, open);
  return (
    <Section title="Post-mortem">
      {!open && (
        <>
          <p className="muted">{resolved ? "Drafted from the journal; every line cites its entry." : "The draft so far, from the journal."}</p>
          <Button variant={resolved ? "filled" : "default"} onClick={() => setOpen(true)}>
            View the draft
          </Button>
        </>
      )}
      {open && query.data === undefined && (query.error ? <p className="act">{query.error.message}</p> : <Loading what="the draft" rows={4} />)}
      {open && query.data !== undefined && (
        <>
          <div className="buttons">
            <CopyButton value={query.data}>{({ copied, copy }) => <Button onClick={copy}>{copied ? "Copied" : "Copy as Markdown"}</Button>}</CopyButton>
            <Button onClick={() => setOpen(false)}>Hide</Button>
          </div>
          <div className="runbook draft">
            <Markdown text={query.data} />
          </div>
        </>
      )}
    </Section>
  );
}
