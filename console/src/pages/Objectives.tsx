import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { useObjectives } from "../api/queries";
import type { Health, ObjectiveStanding } from "../api/types";
import { count, listing, plural, portion, share } from "../lib/format";
import { byUrgency, HEALTHS, WORDS } from "../lib/health";
import { AGREEMENT, agreementHealth, LEVELS, objectiveHealth, objectivePath, promised } from "../lib/objective";
import { find } from "../lib/search";
import { Section, State } from "../ui/atoms";
import { Hero } from "../ui/Hero";
import { HealthIcon } from "../ui/icons";
import { Answer, Empty } from "../ui/states";

/** How do all promises stand? */
export function ObjectivesPage() {
  const query = useObjectives();
  return (
    <Answer query={query} what="page" id="objectives">
      {(all) => <Whole all={all} />}
    </Answer>
  );
}

/** How many rows are drawn before the reader asks for all. */
const MOST = 200;

/** What asks most for a person first: by state, then by what is left. */
function inOrder(all: readonly ObjectiveStanding[]): ObjectiveStanding[] {
  const urgency = byUrgency(objectiveHealth, () => "");
  const left = (one: ObjectiveStanding) => one.budget?.remaining ?? Number.POSITIVE_INFINITY;
  return [...all].sort((a, b) => urgency(a, b) || left(a) - left(b) || `${a.service}/${a.name}`.localeCompare(`${b.service}/${b.name}`));
}

function Whole({ all }: { all: readonly ObjectiveStanding[] }) {
  const sorted = useMemo(() => inOrder(all), [all]);
  const usedUp = all.filter((one) => one.level === "exhausted").length;
  const unknown = all.filter((one) => one.level === "unknown").length;
  const worst = sorted[0];
  const sentence =
    all.length === 0
      ? "Nothing is promised yet"
      : usedUp > 0
        ? `${plural(usedUp, "budget is", "budgets are")} used up, of ${all.length}`
        : unknown === all.length
          ? `It is not known how ${all.length === 1 ? "the objective stands" : `any of ${all.length} objectives stands`}`
          : `All ${plural(all.length, "objective has", "objectives have")} budget left${unknown > 0 ? `, as far as it is known: ${unknown} ${unknown === 1 ? "is" : "are"} not` : ""}`;
  return (
    <div className="page">
      <Hero health={worst ? objectiveHealth(worst) : "unknown"} sentence={sentence} title="Objectives" />
      {all.length === 0 ? (
        <Empty title="No design and no OpenSLO document states an objective">
          <p className="muted">
            Put one beside a design, or start with <code className="nowrap">mainstay up --slo FILE</code>.
          </p>
        </Empty>
      ) : (
        <Listed sorted={sorted} />
      )}
    </div>
  );
}

function Listed({ sorted }: { sorted: readonly ObjectiveStanding[] }) {
  const [params, setParams] = useSearchParams();
  const [whole, setWhole] = useState(false);
  const text = params.get("find") ?? "";
  const only = HEALTHS.find((health) => health === params.get("state")) ?? null;
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const counts = new Map<Health, number>(HEALTHS.map((health) => [health, sorted.filter((one) => objectiveHealth(one) === health).length]));
  const chosen = find(
    sorted.filter((one) => only === null || objectiveHealth(one) === only),
    text,
    (one) => `${one.service} ${one.name} ${one.source} ${LEVELS[one.level]}`,
  );
  const shown = whole ? chosen : chosen.slice(0, MOST);
  return (
    <Section
      title="Objectives"
      note={chosen.length === sorted.length ? sorted.length : `${chosen.length} of ${sorted.length}`}
      action={
        <span className="filters">
          {HEALTHS.filter((health) => counts.get(health)).map((health) => (
            <button key={health} type="button" className={`chip ${health}`} aria-pressed={only === health} onClick={() => set("state", only === health ? null : health)}>
              <HealthIcon health={health} size={14} /> {WORDS[health]} <span className="num">{counts.get(health)}</span>
            </button>
          ))}
          <input className="filter" type="search" placeholder="Filter by service or name" aria-label="Filter objectives" value={text} onChange={(event) => set("find", event.currentTarget.value)} />
        </span>
      }
    >
      {chosen.length === 0 ? (
        <Empty title={text ? `No objective matches “${text}”` : "No objective is in this state"}>
          <button type="button" className="plain" onClick={() => setParams({}, { replace: true })}>
            Show all
          </button>
        </Empty>
      ) : (
        <div className="table-wrap">
          <table className="table cards names objectives-table">
            <thead>
              <tr>
                <th scope="col">Objective</th>
                <th scope="col">Level</th>
                <th scope="col" className="right">Kept</th>
                <th scope="col" className="right">Budget left</th>
                <th scope="col">Burns</th>
                <th scope="col">Used up means</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <Row key={`${one.service}/${one.name}`} one={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < chosen.length && (
        <div className="buttons">
          <Button onClick={() => setWhole(true)}>Show all {count(chosen.length)}</Button>
          <span className="muted">the {MOST} that ask most for a person are shown</span>
        </div>
      )}
    </Section>
  );
}

function Row({ one }: { one: ObjectiveStanding }) {
  return (
    <tr>
      <th scope="row">
        <Link href={objectivePath(one.service, one.name)}>{one.name}</Link>
        <span className="cell-note muted">
          {one.service}, {one.source === "design" ? "design" : "OpenSLO"}
        </span>
      </th>
      <td data-label="Level">
        <State health={objectiveHealth(one)} word={LEVELS[one.level]} />
      </td>
      <td data-label="Kept" className="right num">
        <span className="nowrap">
          {share(one.indicator)} <span className="muted">of {share(one.target)}</span>
        </span>
        {one.agreement && <span className="cell-note muted nowrap">SLA {promised(one.agreement)}, {AGREEMENT[agreementHealth(one.agreement)].toLowerCase()}</span>}
      </td>
      <td data-label="Budget left" className="right num nowrap">{portion(one.budget?.remaining)}</td>
      <td data-label="Burns">{listing(one.burns.filter((rule) => rule.burning).map((rule) => rule.rule)) || "–"}</td>
      <td data-label="Used up means">{one.whenUsedUp === "freeze" ? "no releases" : one.whenUsedUp === "warn" ? "a warning" : "nothing"}</td>
    </tr>
  );
}
