import { useMemo } from "react";
import { useObjective } from "../api/queries";
import type { Agreement, ObjectiveDetail, ObjectiveStanding } from "../api/types";
import { compact, duration, listing, portion, share } from "../lib/format";
import { useNow } from "../lib/now";
import { AGREEMENT, agreementHealth, burnDown, forecastSentence, levelWord, objectiveHealth, objectiveSentence, promised, wholeHealth } from "../lib/objective";
import { useUtc } from "../lib/prefs";
import { useRange } from "../lib/range";
import { Ago, Figure, Section, ServiceLink, State } from "../ui/atoms";
import { Chart, type Line } from "../ui/Chart";
import { Hero } from "../ui/Hero";
import { Answer, Empty } from "../ui/states";
import { Corrections } from "./Corrections";
import { Releases } from "./Releases";

/** Where did the budget go? */
export function ObjectivePage({ service, name }: { service: string; name: string }) {
  const query = useObjective(service, name);
  return (
    <Answer query={query} what="objective" id={name}>
      {(detail) => <Whole detail={detail} />}
    </Answer>
  );
}

function Whole({ detail }: { detail: ObjectiveDetail }) {
  const one = detail.objective;
  return (
    <div className="page">
      <Hero
        health={wholeHealth(one)}
        word={levelWord(one.level, one.agreement ? agreementHealth(one.agreement) : undefined)}
        sentence={objectiveSentence(one)}
        title={`${one.name} of ${one.service}`}
        meta={
          <>
            <ServiceLink name={one.service} /> · from {one.place}
            {one.asOf !== null && (
              <>
                {" "}
                · <Ago at={new Date(one.asOf * 1000).toISOString()} />
              </>
            )}
          </>
        }
      />
      <Budget detail={detail} />
      {one.agreement && <Contract agreement={one.agreement} />}
      <BurnDown detail={detail} />
      <Corrections detail={detail} />
      <div className="columns">
        <Rules one={one} />
        <Releases detail={detail} />
      </div>
      <Contributors detail={detail} />
    </div>
  );
}

function Budget({ detail }: { detail: ObjectiveDetail }) {
  const one = detail.objective;
  const now = useNow();
  const [utc] = useUtc();
  const tone = objectiveHealth(one) === "good" ? undefined : objectiveHealth(one);
  const minutes = one.budget?.remainingMinutes ?? null;
  const window = one.from !== null && one.until !== null ? duration(one.until - one.from) : "–";
  return (
    <Section title="Budget" note={`over ${window}`}>
      <dl className="figures many">
        <Figure label="left" value={portion(one.budget?.remaining)} tone={tone} />
        <Figure
          label="as complete failure"
          value={
            <>
              {minutes === null ? "–" : minutes < 0 ? `−${duration(-minutes * 60)}` : duration(minutes * 60)} <span className="muted">of {one.budget ? duration(one.budget.allowedMinutes * 60) : "–"}</span>
            </>
          }
        />
        {one.budget && one.budget.unit !== "shares" && (
          <Figure
            label={`bad ${one.budget.unit}`}
            value={
              <>
                {compact(one.budget.spent)} <span className="muted">of {compact(one.budget.allowed)}</span>
              </>
            }
          />
        )}
      </dl>
      <dl className="burns">
        {one.rates.map((rate) => (
          <div key={rate.window}>
            <dt>burn {rate.window}</dt>
            <dd className="num">{rate.burnRate === null ? "–" : `${compact(rate.burnRate)}×`}</dd>
          </div>
        ))}
      </dl>
      <p className="forecast">
        {forecastSentence(detail, now, utc)}
      </p>
    </Section>
  );
}

/** What is promised by contract, beside what is aimed at. */
function Contract({ agreement }: { agreement: Agreement }) {
  const health = agreementHealth(agreement);
  const minutes = agreement.budget.remainingMinutes;
  const burning = agreement.burns.filter((rule) => rule.burning).map((rule) => rule.rule);
  return (
    <Section title="SLA" note={`${promised(agreement)} is promised`}>
      <dl className="figures many">
        <Figure label="left of what it allows" value={portion(agreement.budget.remaining)} tone={health === "good" ? undefined : health} />
        <Figure
          label="as complete failure"
          value={
            <>
              {minutes === null ? "–" : minutes < 0 ? `−${duration(-minutes * 60)}` : duration(minutes * 60)} <span className="muted">of {duration(agreement.budget.allowedMinutes * 60)}</span>
            </>
          }
        />
      </dl>
      <p>
        <State health={health} word={AGREEMENT[health]} />
        {burning.length > 0 && <span className="muted"> · {listing(burning)}</span>}
        {agreement.unknown !== null && <span className="muted"> · {agreement.unknown}</span>}
        {agreement.within !== null && agreement.indicator !== null && <span className="muted"> · {share(agreement.indicator)} were</span>}
      </p>
    </Section>
  );
}

function BurnDown({ detail }: { detail: ObjectiveDetail }) {
  const { range, zoom } = useRange();
  const one = detail.objective;
  const allowed = one.budget?.allowed ?? null;
  const curves = useMemo(() => burnDown(detail.hours, allowed), [detail.hours, allowed]);
  const lines = useMemo<[Line[], Line[]]>(
    () => [
      [{ label: "left", values: curves.left, tone: "strong" }],
      [{ label: "bad", values: curves.bad, tone: "strong" }],
    ],
    [curves],
  );
  if (curves.times.length < 2) {
    return (
      <Section title="Where it went">
        <Empty title="Less than two hours were counted" />
      </Section>
    );
  }
  const shared = { times: curves.times, group: `objective/${one.service}/${one.name}`, range, onZoom: zoom };
  return (
    <Section
      title="Where it went"
      note="by the hour"
      action={
        range && (
          <button type="button" className="plain" onClick={() => zoom(null)}>
            Reset zoom
          </button>
        )
      }
    >
      <div className="charts two">
        <Chart {...shared} title="Budget left" lines={lines[0]} show={portion} floor={1} />
        <Chart {...shared} title={`Bad ${one.budget?.unit ?? "events"}`} lines={lines[1]} show={compact} />
      </div>
    </Section>
  );
}

function Rules({ one }: { one: ObjectiveStanding }) {
  return (
    <Section title="Burn-rate rules">
      {one.burns.length === 0 ? (
        <Empty title="The window is too short for any" />
      ) : (
        <table className="table cards">
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Windows</th>
              <th scope="col" className="right">Limit</th>
            </tr>
          </thead>
          <tbody>
            {one.burns.map((rule) => (
              <tr key={rule.rule}>
                <th scope="row">
                  <State health={rule.burning ? "act" : one.unknown === null ? "good" : "unknown"} word={rule.rule} />
                  <span className="cell-note muted">{rule.burning ? "holds now" : one.unknown === null ? "does not hold" : "unknown"}</span>
                </th>
                <td data-label="Windows" className="num">
                  {rule.longWindow === rule.shortWindow ? rule.longWindow : `${rule.longWindow} and ${rule.shortWindow}`}
                </td>
                <td data-label="Limit" className="right num">{compact(rule.factor)}×</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Contributors({ detail: { contributors: all, objective: one, effects } }: { detail: ObjectiveDetail }) {
  // Label values are told as they were counted, whatever was corrected.
  const spent = (one.budget?.spent ?? 0) - effects.reduce((sum, each) => sum + each.bad, 0);
  return (
    <Section title="Spent by" note={effects.length > 0 ? "label values, the worst first, as they were counted before corrections" : "label values, the worst first"}>
      {all.length === 0 ? (
        <Empty title="No label value stands out" />
      ) : (
        <div className="table-wrap">
          <table className="table cards names">
            <thead>
              <tr>
                <th scope="col">Label value</th>
                <th scope="col" className="right">Bad</th>
                <th scope="col" className="right">Of its own</th>
                <th scope="col" className="right">Of all bad</th>
              </tr>
            </thead>
            <tbody>
              {all.slice(0, 12).map((each) => (
                <tr key={`${each.part}/${each.label}/${each.value}`}>
                  <th scope="row">
                    <code>
                      {each.label}={each.value || '""'}
                    </code>
                    {each.part !== "" && <span className="cell-note muted">{each.part}</span>}
                  </th>
                  <td data-label="Bad" className="right num">{compact(each.bad)}</td>
                  <td data-label="Of its own" className="right num">{share(each.total > 0 ? each.bad / each.total : null)}</td>
                  <td data-label="Of all bad" className="right num">{share(spent > 0 ? Math.min(1, each.bad / spent) : null)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
