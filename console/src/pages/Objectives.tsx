import { Link } from "wouter";
import { useObjectives } from "../api/queries";
import type { ObjectiveStanding } from "../api/types";
import { listing, plural, portion, share } from "../lib/format";
import { byUrgency } from "../lib/health";
import { AGREEMENT, agreementHealth, LEVELS, objectiveHealth, objectivePath } from "../lib/objective";
import { Section, State } from "../ui/atoms";
import { Hero } from "../ui/Hero";
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

function Whole({ all }: { all: readonly ObjectiveStanding[] }) {
  const usedUp = all.filter((one) => one.level === "exhausted");
  const sorted = [...all].sort(byUrgency(objectiveHealth, (one) => `${one.service}/${one.name}`));
  const worst = sorted[0];
  const sentence =
    all.length === 0
      ? "Nothing is promised yet"
      : usedUp.length > 0
        ? `${plural(usedUp.length, "budget is", "budgets are")} used up, of ${all.length}`
        : `All ${plural(all.length, "objective has", "objectives have")} budget left, as far as it is known`;
  return (
    <div className="page">
      <Hero health={worst ? objectiveHealth(worst) : "unknown"} sentence={sentence} title="Objectives" />
      <Section title="Objectives" note={all.length}>
        {all.length === 0 ? (
          <Empty title="No design and no OpenSLO document states an objective">
            <p className="muted">
              Put one beside a design, or start with <code>mainstay up --slo FILE</code>.
            </p>
          </Empty>
        ) : (
          <div className="table-wrap">
            <table className="table cards names">
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
                {sorted.map((one) => (
                  <tr key={`${one.service}/${one.name}`}>
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
                      <span>
                        {share(one.indicator)} <span className="muted">of {share(one.target)}</span>
                      </span>
                      {one.agreement && <span className="cell-note muted">SLA {share(one.agreement.target)}, {AGREEMENT[agreementHealth(one, one.agreement)].toLowerCase()}</span>}
                    </td>
                    <td data-label="Budget left" className="right num">{portion(one.budget?.remaining)}</td>
                    <td data-label="Burns">{listing(one.burns.filter((rule) => rule.burning).map((rule) => rule.rule)) || "–"}</td>
                    <td data-label="Used up means">{one.whenUsedUp === "freeze" ? "no releases" : one.whenUsedUp === "warn" ? "a warning" : "nothing"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
    </div>
  );
}
