import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { ApiError } from "../api/client";
import type { Problem } from "../api/types";
import { HealthIcon } from "./icons";

/** A place holder of about the final shape, so that nothing jumps when the answer comes. */
export function Loading({ rows = 5, what }: { rows?: number; what: string }) {
  return (
    <div className="loading" role="status" aria-label={`Loading ${what}`}>
      <span className="ghost wide" />
      {Array.from({ length: rows }, (_, i) => (
        <span key={i} className="ghost" style={{ width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

export function Problems({ problems }: { problems: readonly Problem[] }) {
  return (
    <ul className="problems">
      {problems.map((problem, i) => (
        <li key={i}>
          <p className={problem.severity === "error" ? "act" : "watch"}>
            <HealthIcon health={problem.severity === "error" ? "act" : "watch"} /> <b>{problem.severity}</b>{" "}
            <Code code={problem.code} /> <span className="ink">{problem.message}</span>
          </p>
          {problem.place && (
            <p className="place">
              {problem.place.file}:{problem.place.line}:{problem.place.column}
              {problem.related.map((other) => (
                <span key={other.label + other.place.line}>
                  {" "}
                  · {other.place.file}:{other.place.line}:{other.place.column} {other.label}
                </span>
              ))}
            </p>
          )}
          {problem.arithmetic && <p className="num arithmetic">{problem.arithmetic}</p>}
          {problem.why && <p>{problem.why}</p>}
          {problem.fix && (
            <p>
              <b>Fix:</b> {problem.fix}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Codes of checks have a page; those of the server's own refusals (MS-X…) have none. */
function Code({ code }: { code: string }) {
  return /^MS-[A-WYZ]\d{3}$/.test(code) ? (
    <Link href={`/checks/${code}`} title={`What ${code} means`}>
      <code>{code}</code>
    </Link>
  ) : (
    <code>{code}</code>
  );
}

function Missing({ what, id }: { what: string; id: string }) {
  const list = { service: ["/", "All services"], incident: ["/incidents", "All incidents"], deployment: ["/deployments", "All deployments"], objective: ["/objectives", "All objectives"] }[what] ?? ["/", "Overview"];
  return (
    <div className="page">
      <div className="hero unknown">
        <p className="hero-state state unknown">
          <HealthIcon health="unknown" size={20} /> Not found
        </p>
        <h1>
          There is no {what} named “{id}”
        </h1>
        <p className="muted">It may have been renamed, or the link is incomplete.</p>
        <p>
          <Link href={list[0] ?? "/"}>{list[1]}</Link>
        </p>
      </div>
    </div>
  );
}

function Failed({ error, what, retry }: { error: Error; what: string; retry: () => void }) {
  const answered = error instanceof ApiError;
  return (
    <div className="page">
      <div className="hero unknown" role="alert">
        <p className="hero-state state unknown">
          <HealthIcon health="unknown" size={20} /> Unknown
        </p>
        <h1>{answered ? `The server could not show ${what}` : "The Mainstay server does not answer"}</h1>
        {answered && error.problems.length > 0 ? (
          <Problems problems={error.problems} />
        ) : (
          <p className="muted">
            {answered ? error.message : "The services that it watches may be fine; nothing is known of them from here. This page asks again by itself."}
          </p>
        )}
        {!answered && (
          <p className="muted">
            On its machine: <code>mainstay status</code>, and start it with <code>mainstay up</code>.
          </p>
        )}
        <Button onClick={retry}>Try again now</Button>
      </div>
    </div>
  );
}

/** Chooses between loading, not found, failed and the page; an older answer stays while a newer one fails. */
export function Answer<T>({ query, what, id, children }: { query: UseQueryResult<T>; what: string; id: string; children: (data: T) => ReactNode }) {
  if (query.data !== undefined && !(query.error instanceof ApiError && query.error.status === 404)) return <>{children(query.data)}</>;
  if (query.error instanceof ApiError && query.error.status === 404) return <Missing what={what} id={id} />;
  if (query.error) return <Failed error={query.error} what={id} retry={() => void query.refetch()} />;
  return (
    <div className="page">
      <Loading what={id} />
    </div>
  );
}
