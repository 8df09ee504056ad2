import { memo, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { useSignals } from "../api/queries";
import type { Curve, Objective, ServiceSummary } from "../api/types";
import { duration, heading, latency, rate, share, windowName } from "../lib/format";
import { BudgetBar, budgetLeft, budgetMinutes, budgetRequests, errorTone, State } from "./atoms";
import { LeafIcon } from "./icons";
import { Sparkline } from "./Sparkline";

/** Whether the element has been on the screen, or nearly. */
function useSeen(): [React.RefObject<HTMLElement | null>, boolean] {
  const ref = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new IntersectionObserver((entries) => setSeen(entries.some((entry) => entry.isIntersecting)), { rootMargin: "120px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, seen];
}

/** One service on the overview: state, signals of the last 15 minutes, and what is left of its budgets. */
export const ServiceRow = memo(function ServiceRow({ service }: { service: ServiceSummary }) {
  const [ref, seen] = useSeen();
  const history = useSignals(service.name, 15, seen, 10_000).data;
  const { current } = service;
  const ended = (curve: Curve | undefined, now: number | null): Curve => [...(curve ?? []), now];
  const ready = service.instances.filter((one) => one.state === "ready" || one.state === "external").length;
  return (
    <article ref={ref} className="service-row" aria-label={service.name}>
      <div className="service-what">
        <Link href={`/services/${encodeURIComponent(service.name)}`} className="service-name">
          <State health={service.health} quiet={false} word={service.name} size={18} />
          <span className="sr">: {service.health}</span>
        </Link>
        <span className="service-sentence">{heading(service.sentence)}</span>
        <span className="service-facts muted">
          {service.criticality} · {service.owner}
          {service.instances.length > 0 && (
            <>
              {" "}
              · <span className="num">{ready === service.instances.length ? `${ready}` : `${ready} of ${service.instances.length}`}</span> ready
            </>
          )}
          {service.modes.map((mode) => (
            <span key={mode} className="mode watch">
              <LeafIcon size={12} /> {mode}
            </span>
          ))}
        </span>
      </div>
      <Signal name="Requests" value={rate(current.requestsPerSecond)} curve={ended(history?.requestsPerSecond, current.requestsPerSecond)} />
      <Signal name="Errors" value={share(current.errorRatio)} tone={errorTone(current, service.health)} curve={ended(history?.errorRatio, current.errorRatio)} floor={0.01} />
      <Signal name="p99" value={latency(current.p99)} curve={ended(history?.p99, current.p99)} />
      <div className="budgets">
        {service.objectives.map((one) => (
          <BudgetLine key={one.name} objective={one} />
        ))}
        {service.objectives.length === 0 && <span className="muted">promises nothing</span>}
      </div>
    </article>
  );
});

function Signal({ name, value, curve, tone, floor }: { name: string; value: string; curve: Curve; tone?: string | undefined; floor?: number }) {
  return (
    <div className="signal">
      <span className="signal-name">{name}</span>
      <span className={`signal-value num ${tone ?? ""}`}>{value}</span>
      <Sparkline values={curve} floor={floor ?? 0} label={`${name} over the last 15 minutes, now ${value === "–" ? "unknown" : value}`} />
    </div>
  );
}

function BudgetLine({ objective }: { objective: Objective }) {
  const window = windowName(objective.windowSeconds, objective.calendarMonth);
  const { remainingFraction } = objective.budget;
  const observed = objective.observedSeconds < objective.windowSeconds * 0.98 ? `, ${duration(objective.observedSeconds)} of it observed` : "";
  return (
    <div className="budget" title={`${objective.indicator}, ${share(objective.slo)} over ${window}${observed}`}>
      <span className="budget-name">{objective.name}</span>
      <BudgetBar objective={objective} />
      {remainingFraction === null ? (
        <span className="budget-unknown muted">
          <State health="unknown" word="unknown" size={13} />
        </span>
      ) : (
        <>
          <span className={`num budget-share ${objective.health === "good" ? "" : objective.health}`}>
            {objective.health !== "good" && <State health={objective.health} quiet size={13} />} {budgetLeft(objective).replace(" left", "")}
          </span>
          <span className="num muted budget-minutes">{budgetMinutes(objective)}</span>
          <span className="num muted budget-requests">{budgetRequests(objective)} req</span>
        </>
      )}
    </div>
  );
}
