/** The limit in seconds that an indicator such as "duration < 200ms" sets, or null when it is about something else. */
export function promisedLatency(indicator: string): number | null {
  const found = /(?:duration|latency)\s*<=?\s*([\d.]+)\s*(ms|s)\b/.exec(indicator);
  if (!found?.[1]) return null;
  return Number(found[1]) * (found[2] === "ms" ? 0.001 : 1);
}
