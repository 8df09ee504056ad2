import { useState } from "react";
import { Link } from "wouter";
import { useLive, useReadiness } from "../api/queries";
import type { Gate, PhaseExit, Readiness, ReadinessItem } from "../api/types";
import { plural } from "../lib/format";
import { find } from "../lib/search";
import { Ago, Section, ServiceLink, State } from "../ui/atoms";
import { Hero } from "../ui/Hero";
import { Answer, Empty, Problems } from "../ui/states";
import { ServiceViews } from "../ui/ServiceViews";

const ADVICE = 3;
const MISSING = 3;

/** What would make this service safer most cheaply? */
export function ReadinessPage({ name }: { name: string }) {
  const query = useReadiness(name);
  return (
    <Answer query={query} what="service" id={name}>
      {(readiness) => <Whole readiness={readiness} />}
    </Answer>
  );
}

function Whole({ readiness }: { readiness: Readiness }) {
  const { overview } = useLive();
  const refused = overview?.design.problems.some((one) => one.severity === "error") ?? false;
  return (
    <div className="page">
      <Hero
        health={readiness.health}
        word={readiness.points >= readiness.needed ? "Passes" : "Not ready"}
        title={`Readiness of ${readiness.service}`}
        sentence={readiness.sentence}
        about={
          <p className="about">
            <b>
              <ServiceLink name={readiness.service} />
            </b>{" "}
            <span className="muted">readiness</span>
          </p>
        }
        meta={
          <>
            design applied <Ago at={readiness.appliedAt} />
          </>
        }
      >
        <Score readiness={readiness} />
        {readiness.evidence === 0 && <p className="muted">No evidence is recorded yet, so no point that needs proof is given.</p>}
        {refused && <p className="watch">The newest design files are refused; this is about those that run.</p>}
        <ServiceViews name={readiness.service} here="readiness" />
      </Hero>
      <Advice readiness={readiness} />
      <Phases exits={readiness.exits} items={readiness.items} />
      <Findings readiness={readiness} />
      <Items items={readiness.items} />
      <Gates gates={readiness.gates} />
    </div>
  );
}

function Score({ readiness: { points, needed, possible } }: { readiness: Pick<Readiness, "points" | "needed" | "possible"> }) {
  const label = `${points} of ${possible} points, ${needed} are needed`;
  return (
    <p className="score">
      <span className="score-bar" role="img" aria-label={label}>
        <span style={{ width: `${(points / possible) * 100}%` }} />
        <i style={{ left: `${(needed / possible) * 100}%` }} />
      </span>
      <span className="num muted" aria-hidden="true">
        <b className="ink">{points}</b> of {possible} · passes at {needed}
      </span>
    </p>
  );
}

function Advice({ readiness }: { readiness: Readiness }) {
  const best = readiness.improvements.slice(0, ADVICE);
  if (best.length === 0) return null;
  const titles = new Map(readiness.items.map((one) => [one.id, one.title]));
  return (
    <Section title="What would raise the score most">
      <ol className="rows">
        {best.map((one) => (
          <li key={one.action} className="advice">
            <b className="num advice-points">+{one.points}</b>
            <span className="advice-what">{one.action}</span>
            <span className="muted advice-for">
              {one.items.slice(0, MISSING).map((id, i) => (
                <span key={id}>
                  {i > 0 && "; "}
                  <a href={`#${id}`}>{titles.get(id) ?? id}</a>
                </span>
              ))}
              {one.items.length > MISSING && ` and ${one.items.length - MISSING} more`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Phases({ exits, items }: { exits: readonly PhaseExit[]; items: readonly ReadinessItem[] }) {
  const titles = new Map(items.map((one) => [one.id, one.title]));
  return (
    <Section title="Phases" note="what keeps the service from leaving each">
      <ul className="rows">
        {exits.map((one) => (
          <li key={one.phase} className="phase">
            <State health={one.passed ? "good" : "watch"} word={one.phase} />
            <span className="sr">: {one.passed ? "passed" : "not passed"}</span>
            <ul className="phase-open">
              {one.open.map((id) => (
                <li key={id}>{titles.has(id) ? <a href={`#${id}`}>{titles.get(id)}</a> : id}</li>
              ))}
              {!one.passed && (
                <li>
                  decision <a href="#gates">{one.gate}</a>
                </li>
              )}
              {one.passed && <li className="muted">all criteria met and decided</li>}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Findings({ readiness: { findings, accepted } }: { readiness: Readiness }) {
  return (
    <>
      <Section title="Findings" note={findings.length > 0 ? findings.length : undefined}>
        {findings.length === 0 ? <Empty title="The checks find nothing in the applied design" /> : <Problems problems={findings} />}
      </Section>
      {accepted.length > 0 && (
        <Section title="Accepted findings" note="the team lives with them for a while; they give no points">
          {accepted.map((one) => (
            <div key={one.problem.code + one.problem.message} className="accepted">
              <p>
                until <b className="num nowrap">{one.until}</b>: {one.because}
              </p>
              <Problems problems={[one.problem]} />
            </div>
          ))}
        </Section>
      )}
    </>
  );
}

function Items({ items }: { items: readonly ReadinessItem[] }) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const lacking = items.filter((one) => one.points < one.reasons.length).length;
  const shown = find(items, text, (one) => `${one.category} ${one.title} ${one.id}`).filter((one) => !open || one.points < one.reasons.length);
  const categories = [...new Set(items.map((one) => one.category))];
  return (
    <Section title="Every item" note={`${items.length} of two points each`}>
      <div className="filters bar-above">
        <button type="button" className="chip" aria-pressed={open} onClick={() => setOpen(!open)}>
          Only those that lack points <span className="num">{lacking}</span>
        </button>
        <input className="filter" type="search" placeholder="Filter by name or category" aria-label="Filter items" value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </div>
      {shown.length === 0 && <Empty title={text ? `No item matches “${text}”` : "No item lacks a point"} />}
      {categories.map((category) => {
        const own = shown.filter((one) => one.category === category);
        const all = items.filter((one) => one.category === category);
        return (
          own.length > 0 && (
            <section key={category} className="category" aria-label={category}>
              <h3>
                {category}{" "}
                <span className="num muted">
                  {all.reduce((sum, one) => sum + one.points, 0)} of {all.length * 2}
                </span>
              </h3>
              <ul className="rows">
                {own.map((one) => (
                  <Item key={one.id} item={one} />
                ))}
              </ul>
            </section>
          )
        );
      })}
    </Section>
  );
}

function Item({ item }: { item: ReadinessItem }) {
  return (
    <li className="item" id={item.id}>
      <span className={`num item-points ${item.points === item.reasons.length ? "good" : "watch"}`}>
        {item.points}/{item.reasons.length}
      </span>
      <div className="item-body">
        <p className="strong">{item.title}</p>
        <ul>
          {item.reasons.map((reason, i) => (
            <li key={i} className="reason">
              <State health={reason.scores ? "good" : "unknown"} word={reason.scores ? "given" : "open"} quiet size={14} />
              <span>
                {reason.why}
                {reason.missing.length > 0 && (
                  <span className="reason-missing muted">
                    {reason.missing.slice(0, MISSING).join("; ")}
                    {reason.missing.length > MISSING && `; and ${reason.missing.length - MISSING} more`}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}

function Gates({ gates }: { gates: readonly Gate[] }) {
  const decided = gates.filter((one) => one.decision).length;
  return (
    <Section title="Decisions" note={`${decided} of ${plural(gates.length, "gate")} decided`} id="gates">
      <table className="table cards">
        <thead>
          <tr>
            <th scope="col">Gate</th>
            <th scope="col">Question</th>
            <th scope="col">Decided by</th>
            <th scope="col">Decision</th>
          </tr>
        </thead>
        <tbody>
          {gates.map(({ name, decider, question, decision }) => (
            <tr key={name}>
              <th scope="row">
                <State health={decision ? (decision.yes ? "good" : "watch") : "unknown"} word={name} />
              </th>
              <td data-label="Question">{question}</td>
              <td data-label="Decided by">{decider}</td>
              <td data-label="Decision">
                {decision ? (
                  <span>
                    <b>{decision.yes ? "yes" : "no"}</b> by {decision.by} on <span className="num nowrap">{decision.on}</span>
                    {decision.because && <span className="cell-note muted">{decision.because}</span>}
                  </span>
                ) : (
                  <span className="muted">not decided</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted small">
        <Link href="/readiness">Readiness of every service</Link>
      </p>
    </Section>
  );
}
