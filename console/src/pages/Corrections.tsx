import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { objectiveKey } from "../api/queries";
import type { Correction, CorrectionEffect, ObjectiveDetail } from "../api/types";
import { absolute, compact, duration, heading, portion, timeField, zoneName } from "../lib/format";
import { adjustmentSentence, effectSentence, recounted, spentWithin, wrongEvents } from "../lib/correction";
import { useUtc } from "../lib/prefs";
import { useRange } from "../lib/range";
import { ActingAs, useActions, type Action, type Values } from "../ui/act";
import { Ago, Section } from "../ui/atoms";
import { Empty } from "../ui/states";

/** How many corrections are shown before the reader asks for all. */
const MOST = 6;

interface Change {
  said: string;
  sentence: string;
}

/** What people said about the counts, and the ways to say more and to take it back. */
export function Corrections({ detail }: { detail: ObjectiveDetail }) {
  const { objective: one, corrections, effects } = detail;
  const { run, busy, refusal, dialog } = useActions();
  const { range } = useRange();
  const [utc] = useUtc();
  const [whole, setWhole] = useState(false);
  const shown = whole ? corrections.toReversed() : corrections.slice(-MOST).reverse();
  const [change, setChange] = useState<Change | null>(null);
  const cache = useQueryClient();
  const before = useRef<ObjectiveDetail>(undefined);
  const now = () => cache.getQueryData<ObjectiveDetail>(objectiveKey(one.service, one.name));
  const around = (verb: string) => (step: "before" | "after", answer?: unknown) => {
    if (step === "before") {
      before.current = now();
      return;
    }
    const after = now();
    if (before.current && after) setChange({ said: `${(answer as Correction).id} ${verb}`, sentence: recounted(before.current, after) });
  };
  const exclude: Action = {
    path: "/exclusions",
    label: "Exclude the time",
    consequences: (values) => <Excluding detail={detail} values={values} />,
    undo: "withdraw the correction on this page; the time counts again.",
    fields: [
      { name: "from", label: "From", kind: "time", required: true, description: zoneName(utc), initial: range ? timeField(Math.floor(range[0] / 60) * 60_000, utc) : "" },
      { name: "until", label: "Until", kind: "time", required: true, description: zoneName(utc), initial: range ? timeField(Math.ceil(range[1] / 60) * 60_000, utc) : "" },
      { name: "all", label: `for every objective of ${one.service}, not for ${one.name} alone`, kind: "tick" },
      { name: "reason", label: "Why?", kind: "words", required: true, placeholder: "The bank's announced maintenance" },
    ],
    body: ({ from = "", until = "", all, reason = "" }) => ({ service: one.service, ...(all ? {} : { objective: one.name }), from, until, reason }),
    around: around("holds"),
  };
  const adjust: Action = {
    path: "/adjustments",
    label: "Adjust the events",
    consequences: (values) => <Adjusting detail={detail} values={values} />,
    undo: "withdraw the correction on this page; the events count as they were measured.",
    fields: [
      { name: "when", label: "When", kind: "time", required: true, description: zoneName(utc), initial: range ? timeField(Math.floor(range[1] / 60) * 60_000, utc) : "" },
      { name: "good", label: "Good events", kind: "number", description: "how many more; fewer with a minus; empty for none", wrong: (values) => wrongEvents(values).good },
      { name: "total", label: "Events in all, good and bad", kind: "number", description: "how many more; fewer with a minus; empty for none", placeholder: "-1200", wrong: (values) => wrongEvents(values).total },
      { name: "reason", label: "Why?", kind: "words", required: true, placeholder: "Probes were counted" },
    ],
    body: ({ when = "", good = "", total = "", reason = "" }) => ({ service: one.service, objective: one.name, when, ...(good ? { good } : {}), ...(total ? { total } : {}), reason }),
    around: around("holds"),
  };
  const withdraw = (each: Correction): Action => ({
    path: `/corrections/${encodeURIComponent(each.id)}/withdraw`,
    label: `Withdraw ${each.id}`,
    consequences: <Withdrawing correction={each} detail={detail} />,
    undo: each.kind === "exclusion" ? "exclude the same time again." : "adjust the events by the same numbers again.",
    fields: [{ name: "reason", label: "Why?", kind: "words", required: true, placeholder: "It was the wrong day" }],
    around: around("is withdrawn"),
  });
  return (
    <Section title="Corrections" note={corrections.length > 0 ? corrections.length : undefined}>
      {change && (
        <p className="change" role="status">
          <b>{change.said}.</b> {change.sentence}{" "}
          <button type="button" className="plain" onClick={() => setChange(null)}>
            Dismiss
          </button>
        </p>
      )}
      {corrections.length === 0 ? (
        <Empty title="Everything counts as it was measured" />
      ) : (
        <ul className="rows">
          {shown.map((each) => (
            <li key={each.id} className="correction">
              <Said correction={each} detail={detail} effect={effects.find((effect) => effect.correction === each.id)} />
              <Button size="xs" onClick={() => run(withdraw(each))} aria-label={`Withdraw ${each.id}…`}>
                Withdraw…
              </Button>
            </li>
          ))}
        </ul>
      )}
      {shown.length < corrections.length && (
        <p className="more">
          <button type="button" className="plain" onClick={() => setWhole(true)}>
            Show all {corrections.length}
          </button>{" "}
          <span className="muted">the newest {MOST} are shown</span>
        </p>
      )}
      <div className="buttons">
        <Button onClick={() => run(exclude)} loading={busy === exclude.path}>
          Exclude a time…
        </Button>
        {one.budget?.unit !== "shares" && (
          <Button onClick={() => run(adjust)} loading={busy === adjust.path}>
            Adjust events…
          </Button>
        )}
        <ActingAs />
      </div>
      {refusal}
      {dialog}
    </Section>
  );
}

function Said({ correction, detail, effect }: { correction: Correction; detail: ObjectiveDetail; effect: CorrectionEffect | undefined }) {
  const sentence = effectSentence(detail, effect);
  return (
    <div>
      <b className="num">{correction.id}</b> <What correction={correction} />
      {sentence && <p>{heading(sentence)}</p>}
      <p className="muted">
        {correction.by}, <Ago at={correction.at} />, {correction.objective === "" ? `for every objective of ${correction.service}` : `for ${correction.objective}`}: {heading(correction.reason)}
      </p>
    </div>
  );
}

function What({ correction }: { correction: Correction }) {
  const [utc] = useUtc();
  const at = (text: string) => <span className="nowrap">{absolute(Date.parse(text), utc)}</span>;
  if (correction.kind === "adjustment") {
    return (
      <>
        {signed(correction.good)} good, {signed(correction.total)} in all at {at(correction.from)}
      </>
    );
  }
  const until = correction.until ?? correction.from;
  return (
    <>
      not counted from {at(correction.from)} until {at(until)} <span className="muted">({duration((Date.parse(until) - Date.parse(correction.from)) / 1000)})</span>
    </>
  );
}

function signed(value: number | null): string {
  return value !== null && value > 0 ? `+${compact(value)}` : compact(value);
}

/** What excluding the time that is filled in would do. */
function Excluding({ detail, values: { from = "", until = "", all } }: { detail: ObjectiveDetail; values: Values }) {
  const [utc] = useUtc();
  const { service, name, budget } = detail.objective;
  const begin = Date.parse(from);
  const end = Date.parse(until);
  const about = <b>{all ? `every objective of ${service}` : `${name} of ${service}`}</b>;
  if (!(begin < end)) {
    return (
      <p>
        What happens in a time that is excluded, such as announced maintenance, does not count for {about}, neither good nor bad. It may lie ahead. Zoom in on a time in the charts to have it filled in here.
      </p>
    );
  }
  const spent = spentWithin(detail.hours, begin / 1000, end / 1000);
  return (
    <>
      <p>
        What happens from {absolute(begin, utc)} until {absolute(end, utc)} ({duration((end - begin) / 1000)}) does not count for {about}, neither good nor bad. Budget, burn rates and what the release policy says are counted anew at once, back to the window’s beginning.
      </p>
      {spent !== null && (
        <p>
          The hours that it touches have {compact(spent)} bad {budget?.unit === "slices" ? "slices" : "events"}
          {budget?.allowed ? `, ${portion(spent / budget.allowed)} of the budget` : ""}.
        </p>
      )}
    </>
  );
}

/** What adding or taking away the events that are filled in would do. */
function Adjusting({ detail, values: { when = "", good = "", total = "" } }: { detail: ObjectiveDetail; values: Values }) {
  const [utc] = useUtc();
  const { service, name, from, asOf } = detail.objective;
  const about = (
    <b>
      {name} of {service}
    </b>
  );
  const at = Date.parse(when);
  const sentence = adjustmentSentence(detail, good, total);
  if (Number.isNaN(at) || sentence === "") {
    return (
      <p>
        Adds events to those that were counted for {about} or, with a minus, takes some out: probes that were taken for customers, orders that went through by telephone. Whatever of the events in all is not good is bad. Zoom in on a time in the charts to have it filled in here.
      </p>
    );
  }
  return (
    <>
      <p>
        {sentence}, at {absolute(at, utc)} for {about}. Budget, burn rates and what the release policy says are counted anew at once, back to the window’s beginning.
      </p>
      {from !== null && at <= from * 1000 && <p>The window begins later, {absolute(from * 1000, utc)}: that changes nothing of the budget.</p>}
      {asOf !== null && at > asOf * 1000 && <p>That lies ahead: until then it changes nothing.</p>}
    </>
  );
}

function Withdrawing({ correction, detail }: { correction: Correction; detail: ObjectiveDetail }) {
  const effect = detail.effects.find((each) => each.correction === correction.id);
  const about = correction.objective === "" ? `every objective of ${correction.service}` : `${correction.objective} of ${correction.service}`;
  return (
    <>
      <p>
        <b className="num">{correction.id}</b> (<What correction={correction} />) holds no longer: {correction.kind === "exclusion" ? "the time counts" : "the events count as they were measured"} for <b>{about}</b>. Budget, burn rates and what the release policy says are counted anew at once, back to the window’s beginning.
      </p>
      {effect && effect.bad < 0 && (
        <p>
          {compact(-effect.bad)} bad events come back{detail.objective.budget?.unit === "events" && detail.objective.budget.allowed ? `, ${portion(-effect.bad / detail.objective.budget.allowed)} of the budget` : ""}. If that uses the budget up, releases may be frozen.
        </p>
      )}
    </>
  );
}
