import { SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "wouter";
import { useLive, useService, useSignals } from "../api/queries";
import type { AlertState, DependencyState, Instance, Objective, ServiceDetail, ServiceSummary, Signals, VersionTraffic } from "../api/types";
import { compact, duration, latency, listing, rate, share, windowName } from "../lib/format";
import { objectivePath } from "../lib/objective";
import { promisedLatency } from "../lib/promise";
import { useRange } from "../lib/range";
import { Ago, BudgetBar, budgetLeft, budgetMinutes, budgetRequests, Section, Severity, Since, State } from "../ui/atoms";
import { Chart, type Line } from "../ui/Chart";
import { Hero } from "../ui/Hero";
import { LeafIcon } from "../ui/icons";
import { ServiceViews } from "../ui/ServiceViews";
import { DeploymentRows, Facts, IncidentRows } from "../ui/lists";
import { Answer, Empty, Loading } from "../ui/states";

/** What does it promise, how is it doing, what does it depend on, what changed? */
export function ServicePage({ name }: { name: string }) {
  const query = useService(name);
  return (
    <Answer query={query} what="service" id={name}>
      {(detail) => <Whole detail={detail} />}
    </Answer>
  );
}

function Whole({ detail }: { detail: ServiceDetail }) {
  const { overview } = useLive();
  // The stream knows the service's state sooner than the next answer does.
  const service = overview?.services.find((one) => one.name === detail.service.name) ?? detail.service;
  const open = detail.incidents.filter((one) => one.state !== "resolved");
  const running = detail.deployments.filter((one) => one.finishedAt === null);
  return (
    <div className="page">
      <Hero
        health={service.health}
        title={service.name}
        sentence={service.sentence}
        about={
          <p className="about">
            <b>{service.name}</b> <span className="muted">{service.summary}</span>
          </p>
        }
        meta={
          <>
            {service.criticality} · {service.owner}
          </>
        }
      >
        <ServiceViews name={service.name} here="service" />
        {service.modes.length > 0 && (
          <p className="modes">
            {service.modes.map((mode) => (
              <span key={mode} className="mode watch">
                <LeafIcon size={14} /> degraded: {mode}
              </span>
            ))}
          </p>
        )}
      </Hero>
      {service.alerts.length > 0 && <Alerts alerts={service.alerts} />}
      {open.length > 0 && (
        <Section title="Open incidents">
          <IncidentRows incidents={open} />
        </Section>
      )}
      {running.length > 0 && (
        <Section title="Running deployment">
          <DeploymentRows deployments={running} />
        </Section>
      )}
      <Objectives objectives={service.objectives} />
      <GoldenSignals service={service} />
      <Dependencies dependencies={detail.dependencies} />
      <div className="columns">
        <Running versions={detail.versions.filter((one) => one.weight > 0 || one.instances > 0)} instances={service.instances} />
        <Section title="Latest facts">
          {detail.journal.length === 0 ? <Empty title="Nothing has happened yet" /> : <Facts entries={detail.journal} label="Latest facts, newest first" />}
        </Section>
      </div>
      {detail.deployments.length > running.length && (
        <Section title="Earlier deployments">
          <DeploymentRows deployments={detail.deployments.filter((one) => one.finishedAt !== null).slice(0, 5)} />
        </Section>
      )}
    </div>
  );
}

function Alerts({ alerts }: { alerts: readonly AlertState[] }) {
  return (
    <Section title="Alerts">
      <ul className="rows">
        {alerts.map((one) => (
          <li key={one.name} className="row alert-row">
            <span className="row-state">
              <State health={one.state === "firing" ? "act" : "watch"} word={one.state === "firing" ? "Firing" : "Pending"} />
            </span>
            <Severity level={one.severity} />
            <span className="row-title">{one.name}</span>
            <span className="row-sentence">
              {one.reason}; {one.impact}
            </span>
            <span className="row-when muted">
              for <Since at={one.since} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Objectives({ objectives }: { objectives: readonly Objective[] }) {
  if (objectives.length === 0) return null;
  return (
    <Section title="Objectives" action={<Link href="/objectives">All objectives</Link>}>
      <div className="objectives">
        {objectives.map((one) => (
          <ObjectiveCard key={one.name} objective={one} />
        ))}
      </div>
    </Section>
  );
}

function ObjectiveCard({ objective }: { objective: Objective }) {
  const window = windowName(objective.windowSeconds, objective.calendarMonth);
  const partly = objective.observedSeconds < objective.windowSeconds * 0.98;
  const overspent = (objective.budget.remainingFraction ?? 0) < 0;
  return (
    <article className="objective" aria-label={objective.name}>
      <h3>
        <State health={objective.health} word={objective.name} />
        <span className="sr">: {objective.health}</span>
        <Link href={objectivePath(objective.service, objective.name)} aria-label={`Where did the budget of ${objective.name} go?`}>
          budget
        </Link>
        <span className="muted num">
          {objective.indicator} · {share(objective.slo)} over {window}
          {objective.sla !== null && <> · SLA {share(objective.sla)}{objective.slaWithinSeconds !== null && ` within ${latency(objective.slaWithinSeconds)}`}</>}
        </span>
      </h3>
      {objective.budget.remainingFraction === null ? (
        <p className="objective-left">
          <span className="unknown">Unknown</span> <span className="muted">{objective.reason ?? "no requests were counted"}</span>
        </p>
      ) : (
        <p className="objective-left">
          <span className={`num big ${objective.health === "good" ? "" : objective.health}`}>{budgetLeft(objective)}</span>
          <span className="muted num">
            {overspent ? "by" : ""} {budgetMinutes(objective)} · {budgetRequests(objective)} requests
          </span>
        </p>
      )}
      <BudgetBar objective={objective} />
      <dl className="burns">
        <div>
          <dt>kept</dt>
          <dd className="num">{share(objective.compliance)}</dd>
        </div>
        {objective.burnRates.map((burn) => (
          <div key={burn.windowSeconds}>
            <dt>burn {windowName(burn.windowSeconds)}</dt>
            <dd className={`num ${(burn.rate ?? 0) > 1 && objective.health !== "good" ? objective.health : ""}`}>{burn.rate === null ? "–" : `${compact(burn.rate)}×`}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">
        {objective.burning.length > 0 && <span className={objective.health}>{listing(objective.burning)} {objective.burning.length === 1 ? "holds" : "hold"} now · </span>}
        {partly ? `${duration(objective.observedSeconds)} of ${window} observed` : `whole window observed`} · <Ago at={objective.asOf} />
      </p>
    </article>
  );
}

const RANGES = [
  { value: "15", label: "15 min" },
  { value: "60", label: "1 h" },
  { value: "360", label: "6 h" },
];

function GoldenSignals({ service }: { service: ServiceSummary }) {
  const { minutes, range, setMinutes, zoom } = useRange();
  const query = useSignals(service.name, minutes);
  return (
    <Section
      title="Golden signals"
      action={
        <span className="filters">
          {range && (
            <button type="button" className="plain" onClick={() => zoom(null)}>
              Reset zoom
            </button>
          )}
          <SegmentedControl size="xs" aria-label="Time range" data={RANGES} value={String(minutes)} onChange={(value) => setMinutes(Number(value))} />
        </span>
      }
    >
      {query.data ? <Curves signals={query.data} service={service} range={range} zoom={zoom} /> : query.error ? <Empty title="The signals cannot be read now"><p>{query.error.message}</p></Empty> : <Loading what="golden signals" rows={6} />}
    </Section>
  );
}

function Curves({ signals, service, range, zoom }: { signals: Signals; service: ServiceSummary; range: readonly [number, number] | null; zoom: (range: readonly [number, number]) => void }) {
  const availability = service.objectives.find((one) => /status/.test(one.indicator));
  const slow = service.objectives.map((one) => ({ one, limit: promisedLatency(one.indicator) })).find(({ limit }) => limit !== null);
  const [requests, errors, latencies] = useMemo<[Line[], Line[], Line[]]>(
    () => [
      [{ label: "requests", values: signals.requestsPerSecond, tone: "strong" }],
      [{ label: "errors", values: signals.errorRatio, tone: "strong" }],
      [
        { label: "p99", values: signals.p99, tone: "strong" },
        { label: "p95", values: signals.p95, tone: "middle" },
        { label: "p50", values: signals.p50, tone: "faint" },
      ],
    ],
    [signals],
  );
  if (signals.times.length === 0) return <Empty title="No signal was seen in this time" />;
  const shared = { times: signals.times, marks: signals.marks, group: `service/${service.name}`, range, onZoom: zoom };
  return (
    <div className="charts">
      <Chart {...shared} title="Requests" lines={requests} show={rate} />
      <Chart {...shared} title="Errors" lines={errors} show={share} floor={0.01} promise={availability && { value: 1 - availability.slo, label: `at most ${share(1 - availability.slo)}` }} />
      <Chart {...shared} title="Latency" lines={latencies} show={latency} promise={slow && slow.limit !== null ? { value: slow.limit, label: `${share(slow.one.slo)} under ${latency(slow.limit)}` } : undefined} />
    </div>
  );
}

function required(share_: number): string {
  return share_ === 0 ? "optional" : share_ === 1 ? "required" : `required for ${share(share_)}`;
}

function Dependencies({ dependencies }: { dependencies: readonly DependencyState[] }) {
  return (
    <Section title="Dependencies">
      {dependencies.length === 0 ? (
        <Empty title="It depends on nothing, says its design" />
      ) : (
        <div className="table-wrap">
          <table className="table cards">
            <thead>
              <tr>
                <th scope="col">Dependency</th>
                <th scope="col">When it fails</th>
                <th scope="col" className="right">Calls</th>
                <th scope="col" className="right">Failures</th>
                <th scope="col" className="right">p99 of timeout</th>
                <th scope="col">Breaker</th>
              </tr>
            </thead>
            <tbody>
              {dependencies.map((one) => (
                <tr key={one.name}>
                  <th scope="row">
                    <State health={one.health} word={one.name} />
                    <span className="sr">: {one.up === false ? "down" : one.health}</span>
                    <span className="cell-note muted">
                      {one.kind}, {required(one.required)}
                      {one.up === false && <b className="act"> · down</b>}
                      {one.up === null && " · unknown"}
                    </span>
                  </th>
                  <td data-label="When it fails">
                    {one.onFailure}
                    {one.because && <span className="cell-note muted">{one.because}</span>}
                  </td>
                  <td data-label="Calls" className="right num">{rate(one.callsPerSecond)}</td>
                  <td data-label="Failures" className={`right num ${(one.failureRatio ?? 0) > 0 && one.health !== "good" ? one.health : ""}`}>{share(one.failureRatio)}</td>
                  <td data-label="p99 of timeout" className="right num">
                    <span>
                      {latency(one.p99)} <span className="muted">of {latency(one.timeoutSeconds)}</span>
                    </span>
                  </td>
                  <td data-label="Breaker">{one.breaker === null ? <span className="muted">none</span> : one.breaker === "open" ? <State health="act" word="open" /> : one.breaker === "half_open" ? <State health="watch" word="half open" /> : "closed"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

const INSTANCE_HEALTH = { ready: "good", external: "good", starting: "watch", unready: "act", draining: "watch", stopped: "unknown", lost: "act" } as const;

function Running({ versions, instances }: { versions: readonly VersionTraffic[]; instances: readonly Instance[] }) {
  return (
    <Section title="Versions and instances" note={instances.length > 0 ? instances.length : undefined}>
      {versions.length > 0 && (
        <ul className="versions" aria-label="Traffic by version">
          {versions.map((one) => (
            <li key={one.version} style={{ flexGrow: Math.max(one.weight, 0.12) }}>
              <span className="version-bar" aria-hidden="true" />
              <b className="num">{one.version || "unnamed version"}</b> <span className="num muted">{share(one.weight)}</span>
            </li>
          ))}
        </ul>
      )}
      {instances.length === 0 ? (
        <Empty title="No instance is known" />
      ) : (
        <table className="table cards">
          <thead>
            <tr>
              <th scope="col">Instance</th>
              <th scope="col">Version</th>
              <th scope="col">Address</th>
              <th scope="col" className="right">Up for</th>
            </tr>
          </thead>
          <tbody>
            {instances.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <State health={INSTANCE_HEALTH[one.state]} word={one.id} />
                  <span className="cell-note muted">{one.state === "external" ? "started elsewhere" : one.state}</span>
                </th>
                <td data-label="Version" className="num">{one.version || "–"}</td>
                <td data-label="Address" className="num">
                  {one.address}
                  {one.pid !== null && <span className="cell-note muted">process {one.pid}</span>}
                </td>
                <td data-label="Up for" className="right">{one.startedAt ? <Since at={one.startedAt} /> : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
