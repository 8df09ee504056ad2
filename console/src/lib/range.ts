import { useCallback, useMemo } from "react";
import { useSearchParams } from "wouter";

export type TimeRange = readonly [from: number, to: number];

const CHOICES = [15, 60, 360];

/** Minutes back and zoomed range, from an address; what makes no sense is ignored. */
export function readRange(params: URLSearchParams): { minutes: number; range: TimeRange | null } {
  const asked = Number(params.get("minutes"));
  const from = Number(params.get("from"));
  const to = Number(params.get("to"));
  return {
    minutes: CHOICES.includes(asked) ? asked : 15,
    range: params.has("from") && params.has("to") && Number.isFinite(from) && Number.isFinite(to) && to > from ? [from, to] : null,
  };
}

/** The time that a page's charts show; kept in the address, so that a link shows the same. */
export function useRange(): { minutes: number; range: TimeRange | null; setMinutes: (minutes: number) => void; zoom: (range: TimeRange | null) => void } {
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  const read = useMemo(() => readRange(new URLSearchParams(key)), [key]);
  const setMinutes = useCallback((minutes: number) => setParams(new URLSearchParams({ minutes: String(minutes) }), { replace: true }), [setParams]);
  const zoom = useCallback(
    (range: TimeRange | null) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          next.delete("from");
          next.delete("to");
          if (range) {
            next.set("from", String(range[0]));
            next.set("to", String(range[1]));
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { ...read, setMinutes, zoom };
}
