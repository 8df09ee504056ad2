import type { ApiProblems, Problem } from "./types";

export const API = "/api/mainstay/v1";

/** The server answered, and the answer is no: its own words, with the fix where it gave one. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problems: readonly Problem[],
  ) {
    super(problems.map((problem) => problem.message).join("; ") || `the server answered ${status}`);
    this.name = "ApiError";
  }
}

/** No answer at all: the server is down, or the way to it is. */
export class Unreachable extends Error {
  constructor() {
    super("the Mainstay server does not answer");
    this.name = "Unreachable";
  }
}

async function call(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(API + path, init);
  } catch (failure) {
    if (init.signal?.aborted) throw failure;
    throw new Unreachable();
  }
  if (response.ok) return response;
  // A proxy in front of a stopped server answers for it, without a problem in its body.
  const problems = await problemsOf(response);
  if (problems.length === 0 && [502, 503, 504].includes(response.status)) throw new Unreachable();
  throw new ApiError(response.status, problems);
}

async function problemsOf(response: Response): Promise<readonly Problem[]> {
  try {
    return ((await response.json()) as ApiProblems).problems ?? [];
  } catch {
    return [];
  }
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await call(path, { headers: { accept: "application/json" }, ...(signal ? { signal } : {}) });
  return (await response.json()) as T;
}

export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await call(path, { headers: { accept: "text/markdown" }, ...(signal ? { signal } : {}) });
  return response.text();
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await call(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}
