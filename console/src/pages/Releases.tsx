import { Button } from "@mantine/core";
import { useExceptions } from "../api/queries";
import type { ObjectiveDetail, ReleaseException } from "../api/types";
import { absolute, heading, listing } from "../lib/format";
import { useUtc, useWho } from "../lib/prefs";
import { ActingAs, useActions, type Action } from "../ui/act";
import { Ago, Section, State } from "../ui/atoms";

const VERDICTS = { allow: ["good", "May go out"], warn: ["watch", "May go out, with a warning"], freeze: ["act", "Frozen"] } as const;

/** Whether the service may be released, and leave to do so in spite of a freeze. */
export function Releases({ detail }: { detail: ObjectiveDetail }) {
  const { release } = detail;
  const exceptions = useExceptions(release.service);
  const { run, busy, refusal, dialog } = useActions();
  const [health, word] = VERDICTS[release.verdict];
  const holding = (exceptions.data ?? []).filter((each) => each.state === "open" || each.state === "approved");
  const ask: Action = {
    path: "/exceptions",
    label: "Ask for an exception",
    consequences: <p>Asks that one version of <b>{release.service}</b> may be released although a budget is used up. It changes nothing until others than you have approved it; then that version may go out until the exception ends.</p>,
    undo: "withdraw the exception on this page; releases that began go on.",
    fields: [
      { name: "version", label: "Version", required: true, placeholder: "1.7.0" },
      { name: "reason", label: "Why?", kind: "words", required: true, placeholder: "The law asks for it by tomorrow" },
      { name: "hours", label: "For how many hours?", placeholder: "24", description: "24 when left empty, 720 at most" },
    ],
    body: ({ version = "", reason = "", hours = "" }) => ({ service: release.service, version, reason, ...(hours === "" ? {} : { hours }) }),
  };
  return (
    <Section title="Releases" note={`of ${release.service}`}>
      <p>
        <State health={health} word={word} />
      </p>
      <ul className="reasons">
        {release.reasons.map((reason) => (
          <li key={reason}>{heading(reason)}</li>
        ))}
      </ul>
      {release.ways !== null && <pre className="ways" tabIndex={0} aria-label="How it may go ahead">{release.ways}</pre>}
      {holding.length > 0 && (
        <ul className="rows exceptions" aria-label="Exceptions">
          {holding.map((each) => (
            <Exception key={each.id} exception={each} run={run} busy={busy} />
          ))}
        </ul>
      )}
      {(release.verdict === "freeze" || holding.length > 0) && (
        <div className="buttons">
          {release.verdict === "freeze" && (
            <Button onClick={() => run(ask)} loading={busy === ask.path}>
              Ask for an exception…
            </Button>
          )}
          <ActingAs />
        </div>
      )}
      {refusal}
      {dialog}
    </Section>
  );
}

function Exception({ exception: each, run, busy }: { exception: ReleaseException; run: (action: Action) => void; busy: string | null }) {
  const [utc] = useUtc();
  const [who] = useWho();
  const until = absolute(Date.parse(each.until), utc);
  const at = (step: string) => `/exceptions/${encodeURIComponent(each.id)}/${step}`;
  const have = each.approvals.length;
  const names = listing(each.approvals.map((one) => one.by));
  const own = who !== "" && who === each.askedBy;
  const given = each.approvals.some((one) => one.by === who);
  const approve: Action = {
    path: at("approve"),
    label: `Approve ${each.id}`,
    danger: true,
    consequences: (
      <p>
        {have + 1 >= each.needed ? (
          <>
            <b>
              {each.version} of {each.service}
            </b>{" "}
            may be released until {until}, although a budget is used up.
          </>
        ) : (
          <>
            One approval of {each.needed} more for{" "}
            <b>
              {each.version} of {each.service}
            </b>{" "}
            to be released until {until}, although a budget is used up.
          </>
        )}{" "}
        {each.askedBy} asked for it: {heading(each.reason)}.
      </p>
    ),
    undo: "withdraw the exception on this page; a release that began goes on.",
  };
  const withdraw: Action = {
    path: at("withdraw"),
    label: `Withdraw ${each.id}`,
    consequences: (
      <p>
        <b>
          {each.version} of {each.service}
        </b>{" "}
        may no longer be released in spite of a freeze. A release of it that began goes on.
      </p>
    ),
    undo: "ask for an exception again; it needs its approvals anew.",
    fields: [{ name: "reason", label: "Why?", kind: "words", required: true, placeholder: "The repair went out instead" }],
  };
  return (
    <li className="correction">
      <div>
        <p>
          <State health={each.state === "approved" ? "good" : "watch"} word={each.state === "approved" ? "Approved" : `${have} of ${each.needed} approvals`} /> <b className="num">{each.id}</b> for <b className="num">{each.version}</b> until <span className="nowrap">{until}</span>
        </p>
        <p className="muted">
          {each.askedBy}, <Ago at={each.askedAt} />: {heading(each.reason)}
          {names && `; approved by ${names}`}
        </p>
        {each.state === "open" && own && <p>Somebody else than you has to approve it.</p>}
      </div>
      <span className="correction-buttons">
        {each.state === "open" && !own && !given && (
          <Button size="xs" variant="filled" loading={busy === approve.path} onClick={() => run(approve)} aria-label={`Approve ${each.id}…`}>
            Approve…
          </Button>
        )}
        <Button size="xs" onClick={() => run(withdraw)} aria-label={`Withdraw ${each.id}…`}>
          Withdraw…
        </Button>
      </span>
    </li>
  );
}
