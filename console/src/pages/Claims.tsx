import { useState } from "react";
import { useClaims } from "../api/queries";
import type { Claim, Health, ServiceClaims } from "../api/types";
import { WORDS } from "../lib/health";
import { duration, plural } from "../lib/format";
import { find } from "../lib/search";
import { Ago, ServiceLink, State } from "../ui/atoms";
import { Hero } from "../ui/Hero";
import { ServiceViews } from "../ui/ServiceViews";
import { Answer, Empty } from "../ui/states";

const HEALTH: Record<Claim["status"], Health> = { fails: "act", stale: "watch", unproven: "unknown", holds: "good" };
const STATUSES = ["fails", "stale", "unproven", "holds"] as const;

/** What have we proven, and what only said? */
export function ClaimsPage({ name }: { name: string }) {
  const query = useClaims(name);
  return (
    <Answer query={query} what="service" id={name}>
      {(claims) => <Whole claims={claims} />}
    </Answer>
  );
}

function Whole({ claims: { service, health, sentence, appliedAt, claims } }: { claims: ServiceClaims }) {
  const [text, setText] = useState("");
  const [status, setStatus] = useState<Claim["status"] | null>(null);
  const [method, setMethod] = useState("");
  const methods = [...new Set(claims.map((one) => one.method))].sort();
  const shown = find(claims, text, (one) => `${one.id} ${one.statement}`).filter((one) => (status === null || one.status === status) && (method === "" || one.method === method));
  const reset = () => {
    setText("");
    setStatus(null);
    setMethod("");
  };
  return (
    <div className="page">
      <Hero
        health={health}
        word={health === "unknown" ? "Unproven" : WORDS[health]}
        title={`Claims of ${service}`}
        sentence={sentence}
        about={
          <p className="about">
            <b>
              <ServiceLink name={service} />
            </b>{" "}
            <span className="muted">claims of its design</span>
          </p>
        }
        meta={
          <>
            design applied <Ago at={appliedAt} />
          </>
        }
      >
        {claims.every((one) => one.latest === null) && claims.length > 0 && <p className="muted">No evidence is recorded yet: each claim below says how it can be proven.</p>}
        <ServiceViews name={service} here="claims" />
      </Hero>
      {claims.length === 0 ? (
        <Empty title="The design claims nothing yet">
          <p>A peak, a timeout, a rollback within a time, an objective: what its design states with a number becomes a claim here.</p>
        </Empty>
      ) : (
        <>
          <div className="filters bar-above">
            {STATUSES.filter((one) => claims.some((claim) => claim.status === one)).map((one) => (
              <button key={one} type="button" className="chip" aria-pressed={status === one} onClick={() => setStatus(status === one ? null : one)}>
                <State health={HEALTH[one]} word={one} /> <span className="num">{claims.filter((claim) => claim.status === one).length}</span>
              </button>
            ))}
            <select className="filter select" aria-label="How it is proven" value={method} onChange={(event) => setMethod(event.currentTarget.value)}>
              <option value="">Proven by anything</option>
              {methods.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
            <input className="filter" type="search" placeholder="Filter by words or id" aria-label="Filter claims" value={text} onChange={(event) => setText(event.currentTarget.value)} />
          </div>
          <p className="sr" role="status">
            {plural(shown.length, "claim")} shown
          </p>
          {shown.length === 0 ? (
            <Empty title="No claim matches">
              <button type="button" className="plain" onClick={reset}>
                Show all
              </button>
            </Empty>
          ) : (
            <Table claims={shown} service={service} />
          )}
        </>
      )}
    </div>
  );
}

function Table({ claims, service }: { claims: readonly Claim[]; service: string }) {
  return (
    <table className="table cards claims">
      <thead>
        <tr>
          <th scope="col">Claim</th>
          <th scope="col">Target</th>
          <th scope="col">Proven by</th>
          <th scope="col">Evidence counts</th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {claims.map((one) => (
          <tr key={one.id} id={one.id}>
            <th scope="row">
              {one.statement}
              <span className="cell-note muted claim-id">{one.id.slice(service.length + 1)}</span>
            </th>
            <td data-label="Target" className="num">{one.target}</td>
            <td data-label="Proven by">{one.method}</td>
            <td data-label="Evidence counts" className="num nowrap">{duration(one.freshForSeconds)}</td>
            <td data-label="Status">
              <span>
                <State health={HEALTH[one.status]} word={one.status} />
                {one.latest && (
                  <span className="cell-note muted num">
                    {one.latest.measured} <Ago at={one.latest.at} />, {one.latest.source}
                  </span>
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
