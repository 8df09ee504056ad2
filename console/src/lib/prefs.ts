import { useSyncExternalStore } from "react";

/** Small choices of the reader, kept in this browser and shared by all its tabs. */
class Preference<T extends string> {
  private readonly listeners = new Set<() => void>();
  private memory: T;

  constructor(
    private readonly key: string,
    private readonly initial: T,
    private readonly valid: (value: string) => value is T,
  ) {
    this.memory = initial;
    addEventListener("storage", (event) => event.key === key && this.tell());
  }

  readonly get = (): T => {
    try {
      const kept = localStorage.getItem(this.key);
      return kept !== null && this.valid(kept) ? kept : this.initial;
    } catch {
      // Storage can be forbidden; then a choice lasts as long as the page.
      return this.memory;
    }
  };

  readonly set = (value: T): void => {
    this.memory = value;
    try {
      localStorage.setItem(this.key, value);
    } catch {
      // Kept in memory above.
    }
    this.tell();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}

const who = new Preference<string>("mainstay.who", "", (value): value is string => value.length <= 100);
const zone = new Preference<"local" | "utc">("mainstay.zone", "local", (value) => value === "local" || value === "utc");

function use<T extends string>(preference: Preference<T>): [T, (value: T) => void] {
  return [useSyncExternalStore(preference.subscribe, preference.get), preference.set];
}

/** The name that actions are recorded under; empty until asked. */
export const useWho = (): [string, (name: string) => void] => use(who);

/** Whether times are shown in UTC. */
export function useUtc(): [boolean, (utc: boolean) => void] {
  const [value, set] = use(zone);
  return [value === "utc", (utc) => set(utc ? "utc" : "local")];
}
