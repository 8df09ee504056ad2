import { Button } from "@mantine/core";
import { Link, useSearchParams } from "wouter";
import { OBJECTIVES_LIMIT, useObjectives, type ObjectivesAsked } from "../api/queries";
import type { ObjectiveList, ObjectiveRow } from "../api/types";
import { count, listing, portion, share } from "../lib/format";
import { HEALTHS, WORDS, worst } from "../lib/health";
import { AGREEMENT, levelWord, objectivePath, objectivesSentence, promised } from "../lib/objective";
import { Section, State } from "../ui/atoms";
import { Hero } from "../ui/Hero";
import { HealthIcon } from "../ui/icons";
import { Answer, Empty } from "../ui/states";

/** How do all promises stand? */
export function ObjectivesPage() {
  const [params] = useSearchParams();
  const asked: ObjectivesAsked = {
    find: params.get("find") ?? "",
    state: HEALTHS.find((health) => health === params.get("state")) ?? "",
    after: params.get("after") ?? "",
  };
  const query = useObjectives(asked);
  return (
    <Answer query={query} what="page" id="objectives">
      {(list) => <Whole list={list} asked={asked} busy={query.isPlaceholderData} />}
    </Answer>
  );
}

interface Shown {
  list: ObjectiveList;
  asked: ObjectivesAsked;
  /** Whether this is still what was asked for before. */
  busy: boolean;
}

function Whole({ list, asked, busy }: Shown) {
  return (
    <div className="page">
      <Hero health={worst(HEALTHS.filter((health) => list.states[health] > 0))} sentence={objectivesSentence(list)} title="Objectives" />
      {list.total === 0 ? (
        <Empty title="No design and no OpenSLO document states an objective">
          <p className="muted">
            Put one beside a design, or start with <code className="nowrap">mainstay up --slo FILE</code>.
          </p>
        </Empty>
      ) : (
        <Listed list={list} asked={asked} busy={busy} />
      )}
    </div>
  );
}

function Listed({ list, asked: { find, state }, busy }: Shown) {
  const [, setParams] = useSearchParams();
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        // Whatever else is asked for begins at its beginning.
        next.delete("after");
        return next;
      },
      { replace: true },
    );
  return (
    <Section
      title="Objectives"
      note={list.matching === list.total ? count(list.total) : `${count(list.matching)} of ${count(list.total)}`}
      action={
        <span className="filters">
          {HEALTHS.filter((health) => list.states[health] > 0 || health === state).map((health) => (
            <button key={health} type="button" className={`chip ${health}`} aria-pressed={state === health} onClick={() => set("state", state === health ? "" : health)}>
              <HealthIcon health={health} size={14} /> {WORDS[health]} <span className="num">{count(list.states[health])}</span>
            </button>
          ))}
          <input className="filter" type="search" placeholder="Filter by service or name" aria-label="Filter objectives" maxLength={200} value={find} onChange={(event) => set("find", event.currentTarget.value)} />
        </span>
      }
    >
      {list.objectives.length > 0 ? (
        <Table rows={list.objectives} busy={busy} />
      ) : list.matching > 0 ? (
        <Empty title="No objective comes after those before" />
      ) : (
        <Empty title={find ? `No objective matches “${find}”` : "No objective is in this state"}>
          <button type="button" className="plain" onClick={() => setParams({}, { replace: true })}>
            Show all
          </button>
        </Empty>
      )}
      <Turn list={list} />
    </Section>
  );
}

function Table({ rows, busy }: { rows: readonly ObjectiveRow[]; busy: boolean }) {
  return (
    <div className="table-wrap" aria-busy={busy}>
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
          {rows.map((one) => (
            <Row key={`${one.service}/${one.name}`} one={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ one }: { one: ObjectiveRow }) {
  return (
    <tr>
      <th scope="row">
        <Link href={objectivePath(one.service, one.name)}>{one.name}</Link>
        <span className="cell-note muted">
          {one.service}, {one.source === "design" ? "design" : "OpenSLO"}
        </span>
      </th>
      <td data-label="Level">
        <State health={one.health} word={levelWord(one.level, one.agreement?.health)} />
      </td>
      <td data-label="Kept" className="right num">
        <span className="nowrap">
          {share(one.indicator)} <span className="muted">of {share(one.target)}</span>
        </span>
        {one.agreement && <span className="cell-note muted nowrap">SLA {promised(one.agreement)}, {AGREEMENT[one.agreement.health].toLowerCase()}</span>}
      </td>
      <td data-label="Budget left" className="right num nowrap">{portion(one.remaining)}</td>
      <td data-label="Burns">{listing(one.burning) || "–"}</td>
      <td data-label="Used up means">{one.whenUsedUp === "freeze" ? "no releases" : one.whenUsedUp === "warn" ? "a warning" : "nothing"}</td>
    </tr>
  );
}

/** The ways to the pages before and after this one, when there are any. */
function Turn({ list: { before, matching, objectives, previous, next } }: { list: ObjectiveList }) {
  const [params] = useSearchParams();
  const to = (place: string) => {
    const other = new URLSearchParams(params);
    if (place) other.set("after", place);
    else other.delete("after");
    return `/objectives${other.size > 0 ? `?${other}` : ""}`;
  };
  if (previous === null && next === null) return null;
  const end = before + objectives.length;
  return (
    <nav className="buttons" aria-label="More objectives" onClick={() => scrollTo(0, 0)}>
      {previous !== null && (
        <Button component={Link} href={to(previous)}>
          Previous {count(Math.min(OBJECTIVES_LIMIT, before))}
        </Button>
      )}
      {next !== null && (
        <Button component={Link} href={to(next)}>
          Next {count(Math.min(OBJECTIVES_LIMIT, matching - end))}
        </Button>
      )}
      {objectives.length > 0 && (
        <span className="muted num">
          {count(before + 1)}–{count(end)} of {count(matching)}
        </span>
      )}
    </nav>
  );
}
