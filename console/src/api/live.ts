import { API } from "./client";
import type { JournalEntry, Overview } from "./types";

/**
 * How fresh the page is. `live`: the stream delivers; `reconnecting`: it broke a moment ago and what is shown is still
 * nearly now; `stale`: it has been silent so long that what is shown must be read as the past.
 */
export type Freshness = "connecting" | "live" | "reconnecting" | "stale";

export interface LiveState {
  readonly freshness: Freshness;
  readonly overview: Overview | null;
  /** When the newest news arrived, milliseconds by this machine's clock; null before the first. */
  readonly heardAt: number | null;
  /** The server's clock minus this machine's, milliseconds: countdowns are by the server's. */
  readonly skew: number;
}

const SILENT_AFTER = 8_000;
const STALE_AFTER = 15_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 5_000;

/** What a stream that was heard at `heardAt` and whose connection is `open` is worth at `now`. */
export function freshness(open: boolean, heardAt: number | null, startedAt: number, now: number): Freshness {
  const silence = now - (heardAt ?? startedAt);
  if (silence >= STALE_AFTER) return "stale";
  if (heardAt === null) return "connecting";
  return open && silence < SILENT_AFTER ? "live" : "reconnecting";
}

/** The one connection to the server's stream, shared by all of the page; reopened for ever, with growing waits. */
export class Live {
  private state: LiveState = { freshness: "connecting", overview: null, heardAt: null, skew: 0 };
  private readonly listeners = new Set<() => void>();
  private readonly readers = new Set<(entry: JournalEntry) => void>();
  private source: EventSource | null = null;
  private startedAt = Date.now();
  private wait = FIRST_WAIT;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setInterval> | undefined;

  readonly get = (): LiveState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls `reader` with each fact as it is committed. */
  onFact(reader: (entry: JournalEntry) => void): () => void {
    this.readers.add(reader);
    return () => this.readers.delete(reader);
  }

  start(): () => void {
    this.startedAt = Date.now();
    this.connect();
    this.watch = setInterval(() => this.look(), 1000);
    const wake = () => document.visibilityState === "visible" && this.look();
    document.addEventListener("visibilitychange", wake);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      clearInterval(this.watch);
      clearTimeout(this.retry);
      this.source?.close();
      this.source = null;
    };
  }

  private connect(): void {
    this.source?.close();
    const source = new EventSource(`${API}/live`);
    this.source = source;
    source.addEventListener("overview", (event) => {
      const overview = JSON.parse((event as MessageEvent<string>).data) as Overview;
      this.heard({ overview, skew: Date.parse(overview.at) - Date.now() });
    });
    source.addEventListener("journal", (event) => {
      const entry = JSON.parse((event as MessageEvent<string>).data) as JournalEntry;
      this.heard({});
      this.readers.forEach((reader) => reader(entry));
    });
    source.onerror = () => {
      this.look();
      // The browser retries a dropped stream by itself, but gives up on an answer that is not a stream.
      if (source.readyState === EventSource.CLOSED) this.reconnect();
    };
  }

  private reconnect(): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  private heard(news: Partial<LiveState>): void {
    this.wait = FIRST_WAIT;
    this.set({ ...this.state, ...news, heardAt: Date.now(), freshness: "live" });
  }

  private look(): void {
    const now = Date.now();
    const open = this.source?.readyState === EventSource.OPEN;
    const next = freshness(open, this.state.heardAt, this.startedAt, now);
    // A connection that is open and says nothing is dead on the other side: ask anew.
    const silent = open && now - (this.state.heardAt ?? this.startedAt) >= SILENT_AFTER;
    if (silent && next !== this.state.freshness) this.connect();
    if (next !== this.state.freshness) this.set({ ...this.state, freshness: next });
  }

  private set(state: LiveState): void {
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }
}

export const live = new Live();
