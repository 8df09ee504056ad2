import { useEffect, useState } from "react";
import { Link } from "wouter";
import { useLive } from "../api/queries";
import type { Health, Overview, UndesignedService } from "../api/types";
import { heading, plural, portion } from "../lib/format";
import { byUrgency, HEALTHS, WORDS } from "../lib/health";
import { find } from "../lib/search";
import { Ago, Section, State } from "../ui/atoms";
import { DeploymentRows, IncidentRows } from "../ui/lists";
import { Hero } from "../ui/Hero";
import { HealthIcon } from "../ui/icons";
import { ServiceRow } from "../ui/ServiceRow";
import { Empty, Loading, Problems } from "../ui/states";

/** Is anything wrong now, and how much budget is left where? */
export function OverviewPage() {
  const { overview, freshness } = useLive();
  if (overview) return <Whole overview={overview} />;
  if (freshness !== "stale") {
    return (
      <div className="page">
        <Loading what="the state of everything" rows={8} />
      </div>
    );
  }
  return (
    <div className="page">
      <Hero health="unknown" title="Overview" sentence="The Mainstay server does not answer">
        <p className="muted">The services that it watches may be fine; nothing is known of them from here. This page connects by itself as soon as the server is back.</p>
        <p className="muted">
          On its machine: <code>mainstay status</code>, and start it with <code>mainstay up</code>.
        </p>
      </Hero>
    </div>
  );
}

function Whole({ overview }: { overview: Overview }) {
  const { services, undesigned, incidents, deployments, design } = overview;
  const refused = design.problems.some((problem) => problem.severity === "error");
  const running = deployments.filter((one) => one.finishedAt === null);
  const settled = deployments.filter((one) => one.finishedAt !== null);
  return (
    <div className="page">
      <Hero
        health={overview.health}
        title="Overview"
        sentence={overview.sentence}
        meta={
          <>
            {plural(services.length + undesigned.length, "service")}
            {undesigned.length > 0 && `, ${services.length === 0 ? "none with" : `${undesigned.length} without`} a design`} · <Ago at={overview.at} prefix="as of " />
          </>
        }
      />
      {incidents.length > 0 && (
        <Section title="Open incidents" note={incidents.length}>
          <IncidentRows incidents={incidents} />
        </Section>
      )}
      {design.problems.length > 0 && (
        <Section
          title={refused ? "The newest design files are refused" : "The design has warnings"}
          note={
            refused ? (
              <>
                what runs is from <Ago at={design.appliedAt} />
              </>
            ) : undefined
          }
        >
          <Problems problems={design.problems} />
        </Section>
      )}
      {running.length > 0 && (
        <Section title="Running deployments">
          <DeploymentRows deployments={running} />
        </Section>
      )}
      {(services.length > 0 || undesigned.length === 0) && <Services overview={overview} />}
      {undesigned.length > 0 && <Undesigned all={undesigned} />}
      {settled.length > 0 && (
        <Section title="Deployed in the last hour">
          <DeploymentRows deployments={settled} />
        </Section>
      )}
    </div>
  );
}

/** Services that only OpenSLO documents speak of. */
function Undesigned({ all }: { all: readonly UndesignedService[] }) {
  const sorted = [...all].sort(byUrgency((one) => one.health, (one) => one.name));
  return (
    <Section title="Services without a design" action={<Link href="/objectives">All objectives</Link>}>
      <table className="table cards">
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">How it stands</th>
            <th scope="col" className="right">Objectives</th>
            <th scope="col" className="right">Budget left</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((one) => (
            <tr key={one.name}>
              <th scope="row">
                <State health={one.health} word={one.name} />
              </th>
              <td data-label="How it stands">{heading(one.sentence)}</td>
              <td data-label="Objectives" className="right num">{one.objectives}</td>
              <td data-label="Budget left" className="right num">{portion(one.remaining)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">
        Their objectives are held as OpenSLO documents state them. With a design of its own, ten lines are enough (<code>mainstay design init</code>), a service is scraped, scored and checked too.
      </p>
    </Section>
  );
}

const MANY = 8;

function Services({ overview }: { overview: Overview }) {
  const [text, setText] = useState("");
  const [only, setOnly] = useState<Health | null>(null);
  const all = overview.services;
  const counts = new Map<Health, number>(HEALTHS.map((health) => [health, all.filter((one) => one.health === health).length]));
  useEffect(() => {
    if (only !== null && !counts.get(only)) setOnly(null);
  });
  if (all.length === 0) {
    return (
      <Empty title="No service is watched yet">
        <p>
          Write a design, ten lines are enough for a small service, and start Mainstay over its folder: <code>mainstay up --designs ops</code>. A file added to the folder shows up here by itself.
        </p>
      </Empty>
    );
  }
  const chosen = find(
    all.filter((one) => only === null || one.health === only),
    text,
    (one) => `${one.name} ${one.owner} ${one.criticality} ${one.modes.join(" ")}`,
  ).sort(byUrgency((one) => one.health, (one) => one.name));
  return (
    <Section
      title="Services"
      note={all.length > MANY ? `${chosen.length} of ${all.length}` : undefined}
      action={
        all.length > MANY && (
          <span className="filters">
            {HEALTHS.filter((health) => counts.get(health)).map((health) => (
              <button key={health} type="button" className={`chip ${health}`} aria-pressed={only === health} onClick={() => setOnly(only === health ? null : health)}>
                <HealthIcon health={health} size={14} /> {WORDS[health]} <span className="num">{counts.get(health)}</span>
              </button>
            ))}
            <input className="filter" type="search" placeholder="Filter by name or team" aria-label="Filter services by name or team" value={text} onChange={(event) => setText(event.currentTarget.value)} />
          </span>
        )
      }
    >
      {chosen.length === 0 ? (
        <Empty title={`No service matches “${text}”`}>
          <button type="button" className="plain" onClick={() => (setText(""), setOnly(null))}>
            Show all
          </button>
        </Empty>
      ) : (
        <div className="services">
          <div className="service-row heads" aria-hidden="true">
            <span>Last 15 min</span>
            <span>Requests</span>
            <span>Errors</span>
            <span>p99</span>
            <span>Error budget left</span>
          </div>
          {chosen.map((one) => (
            <ServiceRow key={one.name} service={one} />
          ))}
        </div>
      )}
    </Section>
  );
}
