import type { Correction, CorrectionEffect, ReleaseException, SpentHour } from "../src/api/types";
import { iso, problem, type World } from "./world.ts";

/** The correction that held from the beginning: what is measured goes without it. */
export const KNOWN = { id: "COR-4", service: "payment-api", objective: "checkout/paid", bad: 610 } as const;

const DAY = 86_400_000;

export function maintenance(id: string, service: string, objective: string, from: number, minutes: number, at: number): Correction {
  return { id, service, objective, kind: "exclusion", from: iso(from), until: iso(from + minutes * 60_000), good: null, total: null, reason: "the bank's announced maintenance", by: "ana", at: iso(at), withdrawn: null };
}

export function leave(id: string, version: string, reason: string, more: Partial<ReleaseException>, now: number): ReleaseException {
  return { id, service: "payment-api", version, reason, askedBy: "Ben Okafor", askedAt: iso(now - 3_600_000), until: iso(now + DAY), state: "open", needed: 1, approvals: [], withdrawn: null, ...more };
}

export function holding(world: World, service: string, name: string): Correction[] {
  return world.corrections.filter((each) => each.withdrawn === null && each.service === service && (each.objective === "" || each.objective === name));
}

export function effects(world: World, service: string, name: string, hours: readonly SpentHour[]): CorrectionEffect[] {
  return holding(world, service, name).map((each) => {
    if (each.id === KNOWN.id) return { correction: each.id, bad: -KNOWN.bad, total: -45_000 };
    if (each.kind === "adjustment") return { correction: each.id, bad: (each.total ?? 0) - (each.good ?? 0), total: each.total ?? 0 };
    const from = Date.parse(each.from) / 1000;
    const until = Date.parse(each.until ?? each.from) / 1000;
    const touched = hours.filter((hour) => from < hour.end && until > hour.end - 3600);
    return { correction: each.id, bad: -touched.reduce((sum, hour) => sum + hour.bad, 0) + 0, total: -touched.reduce((sum, hour) => sum + hour.total, 0) + 0 };
  });
}

interface Said {
  status: number;
  body: unknown;
  fact?: { type: string; service: string; summary: string };
}

/** What the server says to what somebody says about counts and releases; null to anything else. */
export function say(world: World, [kind, id = "", action = ""]: string[], body: Record<string, string>): Said | null {
  const { by = "", service = "", reason = "" } = body;
  const refused = (status: number, message: string): Said => ({ status, body: { problems: [problem(status === 409 ? "MS-X409" : "MS-X002", message)] } });
  if (kind === "exclusions") {
    const { from = "", until = "", objective = "" } = body;
    if (Date.parse(from) >= Date.parse(until)) return refused(400, `from: ${from} (expected: before until, ${until})`);
    const made: Correction = { ...maintenance(`COR-${5 + world.corrections.length}`, service, objective, Date.parse(from), 0, world.now()), until, reason, by };
    world.corrections.push(made);
    return { status: 201, body: made, fact: { type: "objective.time-excluded", service, summary: `${by} excludes the time from ${from} until ${until} for ${objective}` } };
  }
  if (kind === "adjustments") {
    const { when = "", good = "0", total = "0", objective = "" } = body;
    if (Math.abs(Date.parse(when) - world.now()) > 400 * DAY) return refused(400, `when: ${when} (expected: within 400 days of now)`);
    const made: Correction = { ...maintenance(`COR-${5 + world.corrections.length}`, service, objective, Date.parse(when), 0, world.now()), kind: "adjustment", until: null, good: Number(good), total: Number(total), reason, by };
    world.corrections.push(made);
    return { status: 201, body: made, fact: { type: "objective.events-adjusted", service, summary: `${by} adjusts the events of ${objective}` } };
  }
  if (kind === "corrections") {
    const found = world.corrections.find((each) => each.id === id);
    if (!found || found.withdrawn) return refused(409, `${id}: taken back by ${found?.withdrawn?.by} (expected: one that holds)`);
    found.withdrawn = { by, at: iso(world.now()), reason };
    return { status: 200, body: found, fact: { type: "objective.correction-withdrawn", service: found.service, summary: `${by} takes ${id} back` } };
  }
  if (kind !== "exceptions") return null;
  if (id === "") {
    const { version = "", hours = "24" } = body;
    const same = world.exceptions.find((each) => each.version === version && each.state !== "withdrawn");
    if (same) return refused(409, `${same.id}: asked for ${service} ${version} already (expected: none; approve it, or take it back)`);
    if (!(Number(hours) > 0 && Number(hours) <= 720)) return refused(400, `hours: ${hours} (expected: > 0, at most 720)`);
    const made = { ...leave(`EXC-${world.exceptions.length + 2}`, version, reason, { askedBy: by, askedAt: iso(world.now()), until: iso(world.now() + Number(hours) * 3_600_000) }, world.now()), service };
    world.exceptions.unshift(made);
    return { status: 201, body: made, fact: { type: "release.exception-asked", service, summary: `${by} asks to release ${version}` } };
  }
  const exception = world.exceptions.find((each) => each.id === id);
  if (!exception) return refused(404, `exception: ${id} (expected: one like EXC-1)`);
  if (action === "withdraw") Object.assign(exception, { state: "withdrawn", withdrawn: { by, at: iso(world.now()), reason } });
  else if (exception.askedBy === by) return refused(409, `${id}: asked for by ${by} (expected: approval by somebody else)`);
  else exception.approvals.push({ by, at: iso(world.now()) });
  if (exception.state === "open" && exception.approvals.length >= exception.needed) exception.state = "approved";
  return { status: 200, body: exception, fact: { type: `release.exception-${action === "withdraw" ? "withdrawn" : "approved"}`, service: exception.service, summary: `${by} says so of ${id}` } };
}
