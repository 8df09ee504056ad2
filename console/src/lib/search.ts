/** Items in which every word of `text` occurs, those where a word begins first; without text, all of them. */
export function find<T>(items: readonly T[], text: string, words: (item: T) => string): T[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...items];
  const ranked: { item: T; rank: number }[] = [];
  for (const item of items) {
    const hay = words(item).toLowerCase();
    if (!wanted.every((word) => hay.includes(word))) continue;
    const first = wanted[0] ?? "";
    ranked.push({ item, rank: hay.startsWith(first) ? 0 : new RegExp(`[\\s/-]${escape(first)}`).test(hay) ? 1 : 2 });
  }
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
