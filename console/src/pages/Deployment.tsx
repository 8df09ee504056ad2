import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { useDeployment } from "../api/queries";
import type { CanaryStep, DeploymentDetail, DeploymentSummary, Health, Verdict, VersionFigures } from "../api/types";
import { compact, count, duration, heading, latency, rate, share } from "../lib/format";
import { ActingAs, useActions, type Action } from "../ui/act";
import { Ago, Section, ServiceLink, Since, State, Weight } from "../ui/atoms";
import { Chart, type Line, type Range } from "../ui/Chart";
import { Hero } from "../ui/Hero";
import { Facts } from "../ui/lists";
import { Answer, Empty } from "../ui/states";

/** Is the new version better or worse, and why does the judge say so? */
export function DeploymentPage({ id }: { id: string }) {
  const query = useDeployment(id);
  return (
    <Answer query={query} what="deployment" id={id}>
      {(detail) => <Whole detail={detail} />}
    </Answer>
  );
}

const WORDS: Record<DeploymentSummary["state"], string> = {
  starting: "Starting",
  baking: "Baking",
  promoting: "Promoting",
  promoted: "Promoted",
  "rolling-back": "Rolling back",
  "rolled-back": "Rolled back",
  failed: "Failed",
};

function healthOf({ state }: DeploymentSummary, verdict: Verdict): Health {
  if (state === "failed") return "act";
  if (state === "promoted") return "good";
  if (state === "rolled-back" || state === "rolling-back") return "watch";
  return verdict.state === "condemned" ? "act" : verdict.state === "passing" ? "good" : "unknown";
}

function Whole({ detail }: { detail: DeploymentDetail }) {
  const { deployment, verdict } = detail;
  const before = deployment.previousVersion;
  return (
    <div className="page">
      <Hero
        health={healthOf(deployment, verdict)}
        word={WORDS[deployment.state]}
        title={`${deployment.service} ${deployment.version}`}
        sentence={deployment.sentence}
        about={
          <p className="about">
            <ServiceLink name={deployment.service} />{" "}
            <b className="num">
              {before && <>{before} → </>}
              {deployment.version}
            </b>{" "}
            <span className="muted">
              {deployment.id} by {deployment.by}
            </span>
          </p>
        }
        meta={
          deployment.finishedAt ? (
            <>
              took <Since at={deployment.startedAt} until={deployment.finishedAt} />, <Ago at={deployment.finishedAt} />
            </>
          ) : (
            <>
              for <Since at={deployment.startedAt} />
            </>
          )
        }
      >
        <Steps plan={detail.plan} deployment={deployment} />
        {deployment.finishedAt === null && <Buttons detail={detail} />}
      </Hero>
      <VerdictTable verdict={verdict} />
      <Curves detail={detail} />
      <div className="columns wide-left">
        <Section title="Timeline" note="oldest first, each with its number in the journal">
          <Facts entries={detail.timeline} label="Timeline" />
        </Section>
        <Section title="Budget spent" note="since it started">
          {detail.budgetSpent.length === 0 ? (
            <p className="muted">No objective counts requests of this service.</p>
          ) : (
            <dl className="spent-list">
              {detail.budgetSpent.map((one) => (
                <div key={one.objective}>
                  <dt>{one.objective}</dt>
                  <dd className="num">
                    {count(one.requests)} requests <span className="muted">{one.fractionOfBudget === null ? "share unknown" : `${one.fractionOfBudget > 0 && one.fractionOfBudget < 0.001 ? "under 0.1\u202f%" : share(one.fractionOfBudget)} of the budget`}</span>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </Section>
      </div>
    </div>
  );
}

function Steps({ plan, deployment }: { plan: readonly CanaryStep[]; deployment: DeploymentSummary }) {
  const words = { waiting: "to come", baking: "now", done: "done", abandoned: "not reached" };
  return (
    <div className="steps-line">
      <ol className="steps" aria-label="Steps">
        {plan.map((step, i) => (
          <li key={i} className={step.state} aria-current={step.state === "baking" ? "step" : undefined}>
            <span className="step-bar" aria-hidden="true" />
            <b className="num">{share(step.weight)}</b>{" "}
            <span className="muted">
              {step.bakeSeconds > 0 && <>for {duration(step.bakeSeconds)}, </>}
              {words[step.state]}
            </span>
          </li>
        ))}
      </ol>
      <p className="traffic">
        <Weight weight={deployment.weight} /> <b className="num">{share(deployment.weight)}</b> <span className="muted">of the traffic is on {deployment.version} now</span>
      </p>
    </div>
  );
}

function Buttons({ detail }: { detail: DeploymentDetail }) {
  const { run, busy, refusal, dialog } = useActions();
  const { deployment, verdict } = detail;
  const { service, version, previousVersion } = deployment;
  const at = (step: string) => `/deployments/${encodeURIComponent(deployment.id)}/${step}`;
  const stable = previousVersion ?? "the version before";
  const rollback: Action = {
    path: at("rollback"),
    label: "Roll back",
    danger: true,
    consequences: (
      <p>
        {version} of {service} gets no more traffic at once and {stable} serves all of it; the instances of {version} finish what they have begun and stop. No request is cut off.
      </p>
    ),
    undo: `deploy ${version} again (mainstay deploy ${service} ${version}); it starts anew at its first step.`,
    note: { label: "Why?", placeholder: "Customers report failed refunds" },
  };
  const promote: Action = {
    path: at("promote"),
    label: "Promote",
    consequences: (
      <>
        <p>
          {version} of {service} gets all traffic now, without the rest of its steps ({share(deployment.weight)} until now); the instances of {stable} drain and stop.
        </p>
        {verdict.state !== "passing" && <p className="watch">The judge has not passed it: {heading(verdict.reason)}.</p>}
      </>
    ),
    undo: `deploy ${stable} (mainstay deploy ${service} ${stable}).`,
  };
  return (
    <>
      <div className="buttons">
        <Button variant={verdict.state === "condemned" ? "filled" : "default"} loading={busy === rollback.path} disabled={deployment.state === "rolling-back"} onClick={() => run(rollback)}>
          Roll back…
        </Button>
        <Button loading={busy === promote.path} disabled={deployment.state === "rolling-back" || deployment.state === "promoting"} onClick={() => run(promote)}>
          Promote…
        </Button>
        <ActingAs />
      </div>
      {refusal}
      {dialog}
    </>
  );
}

const VERDICTS: Record<Verdict["state"], [Health, string]> = {
  insufficient: ["unknown", "Not enough evidence yet"],
  passing: ["good", "Passing"],
  condemned: ["act", "Condemned"],
};

function VerdictTable({ verdict }: { verdict: Verdict }) {
  const [health, word] = VERDICTS[verdict.state];
  const { canary, stable } = verdict;
  return (
    <Section title="Verdict">
      <p className="verdict">
        <State health={health} word={word} /> <span>{heading(verdict.reason)}</span>
      </p>
      <div className="table-wrap">
        <table className="table cards">
          <thead>
            <tr>
              <th scope="col">Compared</th>
              <th scope="col" className="right">
                new <span className="num">{canary.version}</span>
              </th>
              <th scope="col" className="right">
                running <span className="num">{stable.version}</span>
              </th>
              <th scope="col" className="evidence-head">Evidence that it is worse</th>
            </tr>
          </thead>
          <tbody>
            {verdict.metrics.map((one) => (
              <tr key={one.name}>
                <th scope="row">
                  <State health={VERDICTS[one.state][0]} word={one.name} />
                  <span className="sr">: {VERDICTS[one.state][1]}</span>
                </th>
                <td data-label={`new ${canary.version}`} className={`right num ${one.state === "condemned" ? "act" : ""}`}>{share(one.canary)}</td>
                <td data-label={`running ${stable.version}`} className="right num">{share(one.stable)}</td>
                <td data-label="Evidence">
                  <Evidence evidence={one.evidence} threshold={one.threshold} state={one.state} />
                </td>
              </tr>
            ))}
            <Plain name="requests" canary={canary} stable={stable} show={(one) => count(one.requests)} />
            <Plain name="failed requests" canary={canary} stable={stable} show={(one) => count(one.errors)} />
            <Plain name="p50" canary={canary} stable={stable} show={(one) => latency(one.p50)} />
            <Plain name="p99" canary={canary} stable={stable} show={(one) => latency(one.p99)} />
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Plain({ name, canary, stable, show }: { name: string; canary: VersionFigures; stable: VersionFigures; show: (figures: VersionFigures) => string }) {
  return (
    <tr>
      <th scope="row" className="plain-name">{name}</th>
      <td data-label={`new ${canary.version}`} className="right num">{show(canary)}</td>
      <td data-label={`running ${stable.version}`} className="right num">{show(stable)}</td>
      <td className="none" />
    </tr>
  );
}

/** How far the evidence has come towards the threshold; both are logarithms of odds, so a step is a factor of ten. */
function Evidence({ evidence, threshold, state }: { evidence: number; threshold: number; state: Verdict["state"] }) {
  const reached = threshold <= 0 ? 1 : Math.max(0, Math.min(1, evidence / threshold));
  const odds = (log: number) => (log >= 6 ? `10^${Math.round(log)}` : compact(10 ** Math.max(0, log)));
  return (
    <span className="evidence" title={`e-value ${odds(evidence)}; condemned at ${odds(threshold)} (log10 ${evidence.toFixed(2)} of ${threshold.toFixed(2)})`}>
      <span className={`bar ${state === "condemned" ? "act" : "neutral"}`} aria-hidden="true">
        <span style={{ width: `${reached * 100}%` }} />
      </span>
      <span className="num">
        {odds(evidence)}∶1 <span className="muted">of {odds(threshold)}∶1</span>
      </span>
    </span>
  );
}

function Curves({ detail }: { detail: DeploymentDetail }) {
  const { curves, deployment } = detail;
  const [range, setRange] = useState<Range | null>(null);
  const lines = useMemo(() => {
    // The new version last and strongest, so that it lies over the running one.
    const ordered = [...curves.versions].sort((a, b) => Number(a.version === deployment.version) - Number(b.version === deployment.version));
    const of = (pick: (one: (typeof ordered)[number]) => Line["values"]): Line[] => ordered.map((one) => ({ label: one.version, values: pick(one), tone: one.version === deployment.version ? "strong" : "middle", dash: one.version !== deployment.version }));
    return { errors: of((one) => one.errorRatio), p99: of((one) => one.p99), p50: of((one) => one.p50), requests: of((one) => one.requestsPerSecond) };
  }, [curves, deployment.version]);
  const marks = useMemo(
    () =>
      detail.timeline
        .filter((one) => one.type.startsWith("deployment."))
        .map((one) => ({ at: Date.parse(one.at) / 1000, kind: "deployment" as const, label: one.summary, link: null })),
    [detail.timeline],
  );
  const shared = { times: curves.times, marks, group: `deployment/${deployment.id}`, range, onZoom: setRange };
  return (
    <Section
      title="Both versions"
      action={
        range && (
          <button type="button" className="plain" onClick={() => setRange(null)}>
            Reset zoom
          </button>
        )
      }
    >
      {curves.times.length === 0 || curves.versions.length === 0 ? (
        <Empty title="No request was seen yet" />
      ) : (
        <div className="charts two">
          <Chart {...shared} title="Errors" lines={lines.errors} show={share} floor={0.01} />
          <Chart {...shared} title="p99" lines={lines.p99} show={latency} />
          <Chart {...shared} title="p50" lines={lines.p50} show={latency} height={120} />
          <Chart {...shared} title="Requests" lines={lines.requests} show={rate} height={120} />
        </div>
      )}
    </Section>
  );
}
