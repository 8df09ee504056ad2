import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { ApiError, post } from "../api/client";
import type { Problem } from "../api/types";
import { instant, numeral } from "../lib/format";
import { useUtc, useWho } from "../lib/prefs";
import { Problems } from "./states";

/** Something to fill in before it happens. */
export interface Field {
  /** As the address calls it: the server's messages about it begin with it. */
  name: string;
  label: string;
  /** Of one line unless told; a time is asked in the reader's zone and told as an instant; a tick is told as `yes`; a number as the server reads it. */
  kind?: "words" | "time" | "tick" | "number";
  placeholder?: string;
  description?: string;
  required?: boolean;
  initial?: string;
  /** What is wrong with what was filled in, if anything. */
  wrong?: (values: Values) => string | undefined;
}

/** What was filled in, by name; empty where nothing was. */
export type Values = Readonly<Record<string, string>>;

/** What one press does: the address it posts to and what the reader must know before. */
export interface Action {
  path: string;
  /** The button's words, also the dialog's title. */
  label: string;
  /** Shown before it happens; without it (and without anything to fill in) the action runs at once, when the name is known. */
  consequences?: ReactNode | ((values: Values) => ReactNode);
  undo?: string;
  /** Asks for words to go with it. */
  note?: { label: string; placeholder: string; required?: boolean };
  fields?: readonly Field[];
  /** What is posted beside the name; all fields unless told. */
  body?: (values: Values) => Record<string, string>;
  danger?: boolean;
  /** Called just before it is posted, and with the answer when all that is shown was asked again after it. */
  around?: (step: "before" | "after", answer?: unknown) => void;
}

interface Asked {
  action: Action;
  naming: boolean;
}

interface Failure {
  label: string;
  error: Error;
}

function fieldsOf({ fields, note }: Action): readonly Field[] {
  return note ? [{ name: "note", kind: "words", ...note }] : (fields ?? []);
}

/** What was written into a field, as it is posted. */
function told({ kind }: Field, raw: string, utc: boolean): string {
  if (kind === "time") return instant(raw, utc);
  return kind === "number" ? numeral(raw) : raw.trim();
}

/** Runs actions under the reader's name, which is asked once; shows the server's refusal in its own words, at the field that it is about. */
export function useActions(): { run: (action: Action) => void; busy: string | null; refusal: ReactNode; dialog: ReactNode } {
  const [who, setWho] = useWho();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  // A second press comes before the first one is drawn.
  const sending = useRef(false);
  const cache = useQueryClient();

  const send = async (action: Action, by: string, values: Values) => {
    if (sending.current) return;
    sending.current = true;
    setBusy(action.path);
    setFailure(null);
    try {
      action.around?.("before");
      const answer = await post(action.path, { ...(action.body?.(values) ?? values), by });
      await cache.invalidateQueries();
      action.around?.("after", answer);
      setAsked(null);
    } catch (error) {
      setFailure({ label: action.label, error: error as Error });
      // What was filled in can be mended; an action without fields was refused by the state that the page shows.
      if (!action.fields) setAsked(null);
      void cache.invalidateQueries();
    } finally {
      sending.current = false;
      setBusy(null);
    }
  };
  const run = (action: Action) => {
    const naming = who === "";
    setFailure(null);
    if (naming || action.consequences || fieldsOf(action).length > 0) setAsked({ action, naming });
    else void send(action, who, {});
  };
  const close = () => {
    setAsked(null);
    if (!sending.current) setFailure(null);
  };

  const refusal = failure && !asked && <Refusal failure={failure} dismiss={() => setFailure(null)} />;
  const dialog = (
    <Modal opened={asked !== null} onClose={close} title={asked?.action.label ?? ""} closeButtonProps={{ "aria-label": "Close" }}>
      {asked && (
        <ActionForm
          key={asked.action.path}
          asked={asked}
          busy={busy !== null}
          failure={failure}
          cancel={close}
          edited={() => setFailure(null)}
          confirm={(name, values) => {
            if (asked.naming) setWho(name);
            void send(asked.action, asked.naming ? name : who, values);
          }}
        />
      )}
    </Modal>
  );
  return { run, busy, refusal, dialog };
}

function Refusal({ failure: { label, error }, problems, dismiss }: { failure: Failure; problems?: readonly Problem[]; dismiss?: () => void }) {
  const all = problems ?? (error instanceof ApiError ? error.problems : []);
  return (
    <div className="refusal" role="alert">
      <p className="act">
        <b>
          {label}: {error instanceof ApiError ? (error.status === 409 ? "not possible now" : "refused") : "not done"}
        </b>
      </p>
      {all.length > 0 ? <Problems problems={all} /> : !(error instanceof ApiError) || error.problems.length === 0 ? <p>{error.message}; nothing was changed that you can rely on. Look at the state above, then try again.</p> : null}
      {dismiss && (
        <button type="button" className="plain" onClick={dismiss}>
          Dismiss
        </button>
      )}
    </div>
  );
}

function ActionForm({ asked, busy, failure, cancel, edited, confirm }: { asked: Asked; busy: boolean; failure: Failure | null; cancel: () => void; edited: () => void; confirm: (name: string, values: Values) => void }) {
  const { action, naming } = asked;
  const fields = fieldsOf(action);
  const [utc] = useUtc();
  const [name, setName] = useState("");
  const [raw, setRaw] = useState<Values>(() => Object.fromEntries(fields.map((field) => [field.name, field.initial ?? ""])));
  const [tried, setTried] = useState(false);
  const set = (field: string, value: string) => {
    edited();
    setRaw({ ...raw, [field]: value });
  };
  const values: Values = Object.fromEntries(fields.map((field) => [field.name, told(field, raw[field.name] ?? "", utc)]));
  const problems = failure?.error instanceof ApiError ? failure.error.problems : [];
  const nameless = naming && name.trim() === "";
  const wrong = (field: Field) => {
    if (field.required === true && values[field.name] === "") return field.kind === "time" ? "a time is needed" : "some words are needed";
    return field.wrong?.(values);
  };
  // The server begins a message with the field that it is about.
  const about = (field: string) => problems.filter((one) => one.message.startsWith(`${field}: `));
  const said = (field: string) => about(field).map((one) => one.message + (one.fix ? `; ${one.fix}` : "")).join("; ") || undefined;
  const shown = new Set([...(naming ? ["by"] : []), ...fields.map((field) => field.name)].flatMap(about));
  const rest = problems.filter((one) => !shown.has(one));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!nameless && !fields.some(wrong)) confirm(name.trim(), values);
  };
  return (
    <form className="action-form" onSubmit={submit} noValidate>
      {action.consequences && <div className="consequences">{typeof action.consequences === "function" ? action.consequences(values) : action.consequences}</div>}
      {action.undo && (
        <p>
          <b>To undo:</b> {action.undo}
        </p>
      )}
      {naming && <TextInput data-autofocus label="Your name" description="Recorded with what you do; asked once, kept in this browser" maxLength={100} autoComplete="name" value={name} onChange={(event) => setName(event.currentTarget.value)} error={tried && nameless ? "a name is needed: the journal records who did it" : said("by")} />}
      {fields.map((field, i) => (
        <Asking key={field.name} field={field} focus={!naming && i === 0} value={raw[field.name] ?? ""} set={(value) => set(field.name, value)} error={(tried && wrong(field)) || said(field.name)} />
      ))}
      {failure && (problems.length === 0 || rest.length > 0) && <Refusal failure={failure} problems={rest} />}
      <div className="buttons end">
        <Button onClick={cancel}>Cancel</Button>
        <Button type="submit" variant="filled" {...(action.danger ? { className: "danger" } : {})} loading={busy}>
          {action.label}
        </Button>
      </div>
    </form>
  );
}

function Asking({ field, focus, value, set, error }: { field: Field; focus: boolean; value: string; set: (value: string) => void; error: string | undefined }) {
  if (field.kind === "tick") {
    return (
      <label className="tick">
        <input type="checkbox" checked={value !== ""} onChange={(event) => set(event.currentTarget.checked ? "yes" : "")} /> {field.label}
      </label>
    );
  }
  const common = {
    ...(focus ? { "data-autofocus": true } : {}),
    ...(field.placeholder ? { placeholder: field.placeholder } : {}),
    ...(field.description ? { description: field.description } : {}),
    label: field.label,
    value,
    error,
  };
  return field.kind === "words" ? (
    <Textarea {...common} maxLength={4000} autosize minRows={2} maxRows={8} onChange={(event) => set(event.currentTarget.value)} />
  ) : (
    <TextInput {...common} type={field.kind === "time" ? "datetime-local" : "text"} maxLength={200} onChange={(event) => set(event.currentTarget.value)} />
  );
}

/** Under which name the buttons act, and the way to change it. */
export function ActingAs() {
  const [who, setWho] = useWho();
  if (who === "") return null;
  return (
    <span className="muted small">
      as {who}{" "}
      <button type="button" className="plain" onClick={() => setWho("")}>
        not you?
      </button>
    </span>
  );
}
