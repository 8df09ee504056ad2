import { useLive } from "../api/queries";
import { absolute, relative } from "../lib/format";
import { useNow } from "../lib/now";
import { useUtc } from "../lib/prefs";

/** Whether what is on the page is now. */
export function LiveMark() {
  const { freshness, heardAt, skew } = useLive();
  const now = useNow();
  const [utc] = useUtc();
  const since = heardAt === null ? null : relative(heardAt + skew, now);
  const [word, explanation] = {
    connecting: ["Connecting", "Asking the server for its state"],
    live: ["Live", "The page follows the server as things happen"],
    reconnecting: ["Reconnecting", "The stream broke; what you see is a few seconds old"],
    stale: [heardAt === null ? "No answer" : `Stale, ${since}`, heardAt === null ? "The server does not answer" : `Nothing was heard since ${absolute(heardAt, utc)}`],
  }[freshness];
  return (
    <span className={`live ${freshness}`} title={explanation}>
      <i aria-hidden="true" />
      <span role="status">{word}</span>
    </span>
  );
}

/** Above a page that shows the past: says so where it cannot be missed. */
export function StaleNote() {
  const { freshness, heardAt, skew, overview } = useLive();
  const now = useNow();
  if (freshness !== "stale" || overview === null || heardAt === null) return null;
  return (
    <p className="stale-note" role="alert">
      The server has been silent since {relative(heardAt + skew, now)}: everything below is from then, nothing is known of now. Reconnecting…
    </p>
  );
}
