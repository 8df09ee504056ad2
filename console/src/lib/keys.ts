export type Command = "search" | "help" | "o" | "i" | "d" | "r" | "q";

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
    if (going && (event.key === "o" || event.key === "i" || event.key === "d" || event.key === "r" || event.key === "q")) return event.key;
    if (event.key === "/") return "search";
    return event.key === "?" ? "help" : null;
  };
}
