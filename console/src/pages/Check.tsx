import { useCheck } from "../api/queries";
import { heading } from "../lib/format";
import { Hero } from "../ui/Hero";
import { Markdown } from "../ui/Markdown";
import { Answer } from "../ui/states";

/** What does the code of a finding mean, and how is it mended? */
export function CheckPage({ code }: { code: string }) {
  const query = useCheck(code);
  return (
    <Answer query={query} what="check" id={code}>
      {(check) => (
        <div className="page">
          <Hero
            health="unknown"
            word={check.code}
            title={check.code}
            sentence={check.title.charAt(0).toUpperCase() + check.title.slice(1)}
            meta={check.family === "form" ? "how a design is written" : check.family === "use" ? "files and requests" : check.family === "own" ? "your organisation's own check" : `check of ${check.family}`}
          />
          {(check.rule !== null || check.why !== null) && (
            <dl className="check-facts">
              {check.rule !== null && (
                <div>
                  <dt>Rule</dt>
                  <dd>{check.rule}</dd>
                </div>
              )}
              {check.why !== null && (
                <div>
                  <dt>Otherwise</dt>
                  <dd>{heading(check.why)}</dd>
                </div>
              )}
            </dl>
          )}
          {check.page !== "" && <Markdown text={check.page} />}
        </div>
      )}
    </Answer>
  );
}
