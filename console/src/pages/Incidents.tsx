import { useState } from "react";
import { useSearchParams } from "wouter";
import { LIST_LIMIT, useIncidents } from "../api/queries";
import type { IncidentSummary } from "../api/types";
import { duration, plural } from "../lib/format";
import { find } from "../lib/search";
import { Hero } from "../ui/Hero";
import { IncidentRows } from "../ui/lists";
import { Answer, Empty } from "../ui/states";

/** What is open, and what has been. */
export function IncidentsPage() {
  const query = useIncidents();
  return (
    <Answer query={query} what="list" id="the incidents">
      {(incidents) => <Whole incidents={incidents} />}
    </Answer>
  );
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

function Whole({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState("");
  const onlyOpen = params.get("state") === "open";
  const open = incidents.filter((one) => one.state !== "resolved");
  const unseen = open.filter((one) => one.state === "open");
  const shown = find(onlyOpen ? open : incidents, text, (one) => `${one.title} ${one.service} ${one.id} ${one.severity} ${one.state} ${one.acknowledgedBy ?? ""}`);
  const typical = median(incidents.flatMap((one) => (one.times.resolve === null ? [] : [one.times.resolve])));
  const sentence =
    open.length === 0
      ? incidents.length === 0
        ? "There has been no incident"
        : "No incident is open"
      : `${plural(open.length, "incident is", "incidents are")} open, ${unseen.length === 0 ? "someone is on each" : `nobody is on ${unseen.length === 1 && open.length === 1 ? "it" : unseen.length} yet`}`;
  return (
    <div className="page">
      <Hero health={unseen.length > 0 ? "act" : open.length > 0 ? "watch" : "good"} title="Incidents" sentence={sentence} meta={typical !== null && <>half were resolved within {duration(typical)}</>} />
      {incidents.length === 0 ? (
        <Empty title="Nothing here yet">
          <p>When an alert fires, an incident opens, the on-call engineer is paged, and everything that follows is kept here.</p>
        </Empty>
      ) : (
        <>
          <div className="filters bar-above">
            <button type="button" className="chip" aria-pressed={!onlyOpen} onClick={() => setParams({}, { replace: true })}>
              All <span className="num">{incidents.length}</span>
            </button>
            <button type="button" className="chip" aria-pressed={onlyOpen} onClick={() => setParams({ state: "open" }, { replace: true })}>
              Open <span className="num">{open.length}</span>
            </button>
            <input className="filter" type="search" placeholder="Filter by service, title or person" aria-label="Filter incidents" value={text} onChange={(event) => setText(event.currentTarget.value)} />
          </div>
          {shown.length === 0 ? <Empty title={text ? `No incident matches “${text}”` : "No incident is open"} /> : <IncidentRows incidents={shown} />}
          {incidents.length >= LIST_LIMIT && <p className="muted small">The newest {LIST_LIMIT} are shown; older ones are in the journal.</p>}
        </>
      )}
    </div>
  );
}
