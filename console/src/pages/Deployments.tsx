import { useState } from "react";
import { LIST_LIMIT, useDeployments } from "../api/queries";
import type { DeploymentSummary } from "../api/types";
import { listing, plural, share } from "../lib/format";
import { find } from "../lib/search";
import { Hero } from "../ui/Hero";
import { DeploymentRows } from "../ui/lists";
import { Answer, Empty } from "../ui/states";

/** What is being deployed, and how earlier ones went. */
export function DeploymentsPage() {
  const query = useDeployments();
  return (
    <Answer query={query} what="list" id="the deployments">
      {(deployments) => <Whole deployments={deployments} />}
    </Answer>
  );
}

function Whole({ deployments }: { deployments: readonly DeploymentSummary[] }) {
  const [text, setText] = useState("");
  const running = deployments.filter((one) => one.finishedAt === null);
  const shown = find(deployments, text, (one) => `${one.service} ${one.version} ${one.id} ${one.state.replace("-", " ")} ${one.by}`);
  const finished = deployments.filter((one) => one.finishedAt !== null);
  const promoted = finished.filter((one) => one.state === "promoted").length;
  const sentence =
    running.length > 0
      ? listing(running.slice(0, 3).map((one) => `${one.version} of ${one.service} gets ${share(one.weight)} of the traffic`)) + (running.length > 3 ? `, and ${running.length - 3} more` : "")
      : deployments.length === 0
        ? "Nothing was deployed yet"
        : "Nothing is being deployed now";
  return (
    <div className="page">
      <Hero health={running.some((one) => one.state === "rolling-back") ? "watch" : "good"} word={running.length > 0 ? "In progress" : "Idle"} title="Deployments" sentence={sentence} meta={finished.length > 0 && <>{promoted} of {plural(finished.length, "deployment")} promoted</>} />
      {deployments.length === 0 ? (
        <Empty title="No deployment yet">
          <p>
            Start one: <code>mainstay deploy SERVICE VERSION</code>. It gets a small share of the traffic first, is judged against the running version, and is taken back by itself when it is worse.
          </p>
        </Empty>
      ) : (
        <>
          <div className="filters bar-above">
            <input className="filter" type="search" placeholder="Filter by service, version or person" aria-label="Filter deployments" value={text} onChange={(event) => setText(event.currentTarget.value)} />
          </div>
          {shown.length === 0 ? <Empty title={`No deployment matches “${text}”`} /> : <DeploymentRows deployments={shown} />}
          {deployments.length >= LIST_LIMIT && <p className="muted small">The newest {LIST_LIMIT} are shown; older ones are in the journal.</p>}
        </>
      )}
    </div>
  );
}
