/** The letters after `g`. */
const PLACES = ["o", "b", "i", "d", "r", "q"] as const;
type Place = (typeof PLACES)[number];

export type Command = "search" | "help" | Place;

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "target" | "timeStamp">;

const PATIENCE = 1500;

function typing(target: EventTarget | null): boolean {
  const element = target as { closest?: (selector: string) => unknown } | null;
  return typeof element?.closest === "function" && element.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null;
}

/** Reads `/`, `?` and `g` followed by a letter; keys typed into a field or a dialog are nobody's command. */
export function keyReader(): (event: Key) => Command | null {
  let wentAt = Number.NEGATIVE_INFINITY;
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return null;
    const going = event.timeStamp - wentAt < PATIENCE;
    wentAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const place = going ? PLACES.find((letter) => letter === event.key) : undefined;
    if (place) return place;
    if (event.key === "/") return "search";
    return event.key === "?" ? "help" : null;
  };
}
