import { useSyncExternalStore } from "react";
import { live } from "../api/live";

/** One timer for all relative times on the page, so that they change together. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = Date.now();
    listeners.forEach((each) => each());
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The server's time now, in milliseconds, changing every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => tick) + live.get().skew;
}
