import type { IncomingMessage, ServerResponse } from "node:http";
import type { IncidentDetail, JournalEntry } from "../src/api/types";
import { say } from "./corrections.ts";
import { objective, objectives, objectivesPage, row } from "./objectives.ts";
import { mockPrometheus } from "./prometheus.ts";
import { CHECK, claims, readiness, readinessList } from "./readiness.ts";
import { entry, iso, overview, problem, signals, type World } from "./world.ts";

type Next = () => void;

/** The API of the description over a {@link World}, for development and for pages in states that are hard to reach. */
export function mockApi(world: World): (request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const prefix = "/api/mainstay/v1";
  const listeners = new Set<(entry: JournalEntry) => void>();

  function json(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(body));
  }
  function missing(response: ServerResponse, what: string, id: string): void {
    json(response, 404, { problems: [problem("MS-API-404", `no ${what} is named ${id}`)] });
  }
  function record(type: string, service: string, summary: string): JournalEntry {
    const last = world.journal.at(-1)?.sequence ?? 0;
    const fact = entry(last + 1, world.now(), type, summary, { service });
    world.journal.push(fact);
    listeners.forEach((listener) => listener(fact));
    return fact;
  }

  function live(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const send = (event: string, body: unknown) => response.write(`event: ${event}\ndata: ${JSON.stringify(body)}\n\n`);
    const tell = (fact: JournalEntry) => send("journal", fact);
    send("overview", overview(world));
    const timer = setInterval(() => send("overview", overview(world)), 1000);
    listeners.add(tell);
    request.on("close", () => {
      clearInterval(timer);
      listeners.delete(tell);
    });
  }

  function act(detail: IncidentDetail, action: string, body: { by: string; note?: string }): void {
    const now = iso(world.now());
    const since = (world.now() - Date.parse(detail.incident.openedAt)) / 1000;
    const one = detail.incident;
    if (action === "acknowledge") Object.assign(one, { state: "acknowledged", acknowledgedAt: now, acknowledgedBy: body.by, times: { ...one.times, acknowledge: since } });
    if (action === "acknowledge") detail.escalation = null;
    if (action === "mitigate") Object.assign(one, { state: "mitigated", mitigatedAt: now, times: { ...one.times, mitigate: since } });
    if (action === "resolve") Object.assign(one, { state: "resolved", resolvedAt: now, times: { ...one.times, resolve: since } });
    const said = body.note ? `: ${body.note}` : "";
    const verb = { acknowledge: "acknowledged", mitigate: "mitigated", resolve: "resolved", notes: "noted" }[action] ?? action;
    detail.timeline.push(record(`incident.${verb}`, one.service, action === "notes" ? `${body.by}: ${body.note}` : `${body.by} ${verb} ${one.id}${said}`));
  }

  async function post(request: IncomingMessage, response: ServerResponse, parts: string[]): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || "{}") as { by: string; note?: string } & Record<string, string>;
    world.posts.push(parts.join("/"));
    if (world.refusal) return json(response, world.refusal.status, { problems: [world.refusal.problem] });
    const [kind, id = "", action = ""] = parts;
    const said = say(world, parts, body);
    if (said) {
      if (said.fact) record(said.fact.type, said.fact.service, said.fact.summary);
      return json(response, said.status, said.body);
    }
    if (kind === "incidents") {
      const detail = world.incidents.find((one) => one.incident.id === id);
      if (!detail) return missing(response, "incident", id);
      act(detail, action, body);
      return json(response, 200, detail.incident);
    }
    const detail = world.deployments.find((one) => one.deployment.id === id);
    if (!detail) return missing(response, "deployment", id);
    const one = detail.deployment;
    const finishedAt = iso(world.now());
    if (action === "rollback") Object.assign(one, { state: "rolled-back", weight: 0, finishedAt, sentence: `${body.by} rolled ${one.version} back` });
    if (action === "promote") Object.assign(one, { state: "promoted", weight: 1, finishedAt, sentence: `${body.by} promoted ${one.version}` });
    detail.timeline.push(record(`deployment.${one.state}`, one.service, one.sentence));
    return json(response, 200, one);
  }

  function read(response: ServerResponse, url: URL, parts: string[]): void {
    const [kind, id = "", more] = parts;
    const limit = Number(url.searchParams.get("limit") ?? 100);
    if (kind === "overview") return json(response, 200, overview(world));
    if (kind === "journal") return json(response, 200, world.journal.filter((one) => one.sequence > Number(url.searchParams.get("after") ?? 0)).slice(0, limit));
    if (kind === "incidents" && !id) {
      const open = url.searchParams.get("state") === "open";
      return json(response, 200, world.incidents.map((one) => one.incident).filter((one) => !open || one.state !== "resolved").slice(0, limit));
    }
    if (kind === "deployments" && !id) return json(response, 200, world.deployments.map((one) => one.deployment).slice(0, limit));
    if (kind === "incidents") {
      const detail = world.incidents.find((one) => one.incident.id === id);
      if (!detail) return missing(response, "incident", id);
      if (more !== "post-mortem") return json(response, 200, detail);
      response.writeHead(200, { "content-type": "text/markdown" });
      response.end(draft(detail));
      return;
    }
    if (kind === "deployments") {
      const detail = world.deployments.find((one) => one.deployment.id === id);
      return detail ? json(response, 200, detail) : missing(response, "deployment", id);
    }
    if (kind === "objectives" && !id) return json(response, 200, objectivesPage(objectives(world).map(row), url.searchParams));
    if (kind === "objectives") {
      const found = objective(world, id, parts.slice(2).join("/"));
      return found ? json(response, 200, found) : missing(response, "objective", parts.slice(2).join("/"));
    }
    if (kind === "exceptions") return json(response, 200, world.exceptions.filter((one) => one.service === url.searchParams.get("service")));
    if (kind === "readiness") return json(response, 200, readinessList(world));
    if (kind === "checks") return id === CHECK.code ? json(response, 200, CHECK) : missing(response, "check", id);
    const detail = world.services.find((one) => one.service.name === id);
    if (kind !== "services" || !detail) return missing(response, "service", id);
    if (more === "readiness") return json(response, 200, readiness(world, id));
    if (more === "claims") return json(response, 200, claims(world, id));
    return json(response, 200, more === "signals" ? signals(world, id, Number(url.searchParams.get("minutes") ?? 15)) : detail);
  }

  return (request, response, next) => {
    const url = new URL(request.url ?? "/", "http://mock");
    if (mockPrometheus(world, response, url)) return;
    if (!url.pathname.startsWith(`${prefix}/`)) return next();
    const parts = url.pathname.slice(prefix.length + 1).split("/").map(decodeURIComponent);
    if (parts[0] === "live") return live(request, response);
    if (request.method === "POST") return void post(request, response, parts);
    return read(response, url, parts);
  };
}

function draft(detail: IncidentDetail): string {
  return [
    `# Post-mortem draft: ${detail.incident.title}`,
    "",
    "| time | what happened | fact |",
    "|---|---|---|",
    ...detail.timeline.map((one) => `| ${one.at.slice(11, 19)} | ${one.summary} | #${one.sequence} |`),
    "",
    "## What went well",
    "",
    "## What we change",
    "",
    "- [ ] owner, due date",
    "",
  ].join("\n");
}
