import { useState } from "react";
import { Link } from "wouter";
import { useReadinessList } from "../api/queries";
import type { ReadinessSummary } from "../api/types";
import { plural } from "../lib/format";
import { find } from "../lib/search";
import { State } from "../ui/atoms";
import { Hero } from "../ui/Hero";
import { Answer, Empty } from "../ui/states";

/** How ready is each service, the least ready first. */
export function ReadinessListPage() {
  const query = useReadinessList();
  return (
    <Answer query={query} what="list" id="the readiness of the services">
      {(services) => <Whole services={services} />}
    </Answer>
  );
}

function Whole({ services }: { services: readonly ReadinessSummary[] }) {
  const [text, setText] = useState("");
  const passing = services.filter((one) => one.points >= one.needed).length;
  const sorted = [...services].sort((a, b) => a.points - b.points || a.service.localeCompare(b.service));
  const shown = find(sorted, text, (one) => `${one.service} ${one.owner}`);
  const sentence = services.length === 0 ? "No service is designed yet" : `${passing} of ${plural(services.length, "service")} ${passing === 1 ? "has" : "have"} the points that going to production needs`;
  return (
    <div className="page">
      <Hero health={services.length === 0 ? "unknown" : passing === services.length ? "good" : "watch"} word={services.length === 0 ? "Nothing" : passing === services.length ? "Passing" : "Not ready"} title="Readiness" sentence={sentence} />
      {services.length === 0 ? (
        <Empty title="Nothing to score">
          <p>
            Readiness is scored from a service's design; objectives of OpenSLO documents alone have none. Write one: <code>mainstay design init</code>.
          </p>
        </Empty>
      ) : (
        <>
          <div className="filters bar-above">
            <input className="filter" type="search" placeholder="Filter by name or team" aria-label="Filter services" value={text} onChange={(event) => setText(event.currentTarget.value)} />
          </div>
          {shown.length === 0 ? <Empty title={`No service matches “${text}”`} /> : <Table services={shown} />}
        </>
      )}
    </div>
  );
}

function Table({ services }: { services: readonly ReadinessSummary[] }) {
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">Service</th>
          <th scope="col" className="right">Points</th>
          <th scope="col" className="right">Claims that hold</th>
          <th scope="col" className="right">Findings</th>
          <th scope="col" className="right">Accepted</th>
        </tr>
      </thead>
      <tbody>
        {services.map((one) => {
          const address = `/services/${encodeURIComponent(one.service)}`;
          return (
            <tr key={one.service}>
              <th scope="row">
                <Link href={`${address}/readiness`}>
                  <State health={one.health} word={one.service} />
                </Link>
                <span className="cell-note muted">
                  {one.criticality} · {one.owner}
                </span>
              </th>
              <td data-label="Points" className="right num">
                <span>
                  <b>{one.points}</b> <span className="muted">of {one.possible}</span>
                </span>
              </td>
              <td data-label="Claims that hold" className="right num">
                <Link href={`${address}/claims`}>
                  {one.proven} of {one.claims}
                </Link>
              </td>
              <td data-label="Findings" className="right num">{one.findings}</td>
              <td data-label="Accepted" className="right num">{one.accepted}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
