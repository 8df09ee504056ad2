import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { ask } from "../api/prometheus";
import { CALLS, matching, wantedAt, type Wanted } from "../lib/promql";

interface Choice {
  readonly insert: string;
  readonly note: string;
}

const MOST = 10;
const FRESH = { staleTime: 30_000 };

/** What could be written at the cursor: names that the store has, and the language's own. */
function useChoices(wanted: Wanted | null, store: string): readonly Choice[] {
  const metric = wanted && wanted.kind !== "expression" ? wanted.metric : "";
  const label = wanted?.kind === "value" ? wanted.label : "";
  const where: Record<string, string> = store ? { store } : {};
  const match: Record<string, string> = metric ? { "match[]": metric, ...where } : where;
  const metrics = useQuery({ queryKey: ["prom", "metrics", store], queryFn: ({ signal }) => ask<string[]>("/label/__name__/values", where, signal), enabled: wanted?.kind === "expression", ...FRESH });
  const labels = useQuery({ queryKey: ["prom", "labels", store, metric], queryFn: ({ signal }) => ask<string[]>("/labels", match, signal), enabled: wanted?.kind === "label", ...FRESH });
  const values = useQuery({ queryKey: ["prom", "values", store, label, metric], queryFn: ({ signal }) => ask<string[]>(`/label/${encodeURIComponent(label)}/values`, match, signal), enabled: wanted?.kind === "value", ...FRESH });
  return useMemo(() => {
    if (wanted === null) return [];
    const named = (names: readonly string[] | undefined, note: string) => matching(names ?? [], wanted.word, (name) => name, MOST).map((name) => ({ insert: name, note }));
    switch (wanted.kind) {
      case "label":
        return named(labels.data?.data.filter((name) => name !== "__name__"), "label");
      case "value":
        return named(values.data?.data, wanted.label);
      case "expression":
        if (wanted.word === "") return [];
        return [...matching(CALLS, wanted.word, ([name]) => name, 4).map(([insert, note]) => ({ insert, note })), ...named(metrics.data?.data, "metric")].slice(0, MOST);
    }
  }, [wanted, metrics.data, labels.data, values.data]);
}

interface QueryInputProps {
  readonly text: string;
  readonly store: string;
  readonly onText: (text: string) => void;
  readonly onRun: () => void;
  readonly invalid: boolean;
}

/** A field for a query that completes names as they are typed: arrows choose, Tab or Enter takes, Escape closes. */
export function QueryInput({ text, store, onText, onRun, invalid }: QueryInputProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [chosen, setChosen] = useState(0);
  const [cursor, setCursor] = useState<number | null>(null);
  const choices = useChoices(wanted, store);
  const useful = choices.length > 0 && !(choices.length === 1 && choices[0]!.insert === wanted?.word);
  const at = Math.min(chosen, choices.length - 1);

  useEffect(() => {
    if (cursor === null) return;
    field.current?.setSelectionRange(cursor, cursor);
    setCursor(null);
  }, [cursor]);

  const take = (choice: Choice) => {
    if (wanted === null) return;
    const end = wanted.from + wanted.word.length;
    onText(text.slice(0, wanted.from) + choice.insert + text.slice(end));
    setCursor(wanted.from + choice.insert.length);
    setWanted(null);
    field.current?.focus();
  };

  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (useful && event.key === "ArrowDown") setChosen((at + 1) % choices.length);
    else if (useful && event.key === "ArrowUp") setChosen((at + choices.length - 1) % choices.length);
    else if (useful && (event.key === "Tab" || (event.key === "Enter" && chosen >= 0)) && !event.shiftKey) take(choices[Math.max(at, 0)]!);
    else if (useful && event.key === "Escape") setWanted(null);
    else if (event.key === "Enter" && !event.shiftKey) {
      setWanted(null);
      onRun();
    } else return;
    event.preventDefault();
  };

  return (
    <div className="query-field">
      <textarea
        ref={field}
        rows={Math.min(8, Math.max(1, text.split("\n").length))}
        value={text}
        placeholder="sum by (service) (rate(http_requests_total[5m]))"
        aria-label="Query"
        aria-invalid={invalid}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={useful}
        aria-controls={list}
        aria-activedescendant={useful && at >= 0 ? `${list}-${at}` : undefined}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoFocus
        onChange={(event) => {
          onText(event.currentTarget.value);
          setWanted(wantedAt(event.currentTarget.value, event.currentTarget.selectionStart));
          // nothing is chosen until an arrow says so: Enter asks
          setChosen(-1);
        }}
        onBlur={() => setWanted(null)}
        onKeyDown={onKey}
      />
      <ul className="completions" id={list} role="listbox" aria-label="Completions" hidden={!useful}>
        {choices.map((choice, i) => (
          <li key={choice.insert + choice.note} id={`${list}-${i}`} role="option" aria-selected={i === at} onMouseDown={(event) => event.preventDefault()} onClick={() => take(choice)}>
            <code>{choice.insert}</code>
            <span className="muted">{choice.note}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
