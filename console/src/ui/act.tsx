import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { ApiError, post } from "../api/client";
import { useWho } from "../lib/prefs";
import { Problems } from "./states";

/** What one press does: the address it posts to and what the reader must know before. */
export interface Action {
  path: string;
  /** The button's words, also the dialog's title. */
  label: string;
  /** Shown before it happens; without it the action runs at once (once the name is known). */
  consequences?: ReactNode;
  undo?: string;
  /** Asks for words to go with it. */
  note?: { label: string; placeholder: string; required?: boolean };
  danger?: boolean;
}

interface Asked {
  action: Action;
  naming: boolean;
}

/** Runs actions under the reader's name, which is asked once; shows the server's refusal in its own words. */
export function useActions(): { run: (action: Action) => void; busy: string | null; refusal: ReactNode; dialog: ReactNode } {
  const [who, setWho] = useWho();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ label: string; error: Error } | null>(null);
  const cache = useQueryClient();

  const send = async (action: Action, by: string, note: string) => {
    setBusy(action.path);
    setFailure(null);
    try {
      await post(action.path, action.note ? { by, note } : { by });
    } catch (error) {
      setFailure({ label: action.label, error: error as Error });
    } finally {
      setAsked(null);
      setBusy(null);
      await cache.invalidateQueries();
    }
  };
  const run = (action: Action) => {
    const naming = who === "";
    if (naming || action.consequences || action.note) setAsked({ action, naming });
    else void send(action, who, "");
  };

  const refusal = failure && (
    <div className="refusal" role="alert">
      <p className="act">
        <b>{failure.label}: {failure.error instanceof ApiError ? (failure.error.status === 409 ? "not possible now" : "refused") : "not done"}</b>
      </p>
      {failure.error instanceof ApiError && failure.error.problems.length > 0 ? <Problems problems={failure.error.problems} /> : <p>{failure.error.message}; nothing was changed that you can rely on. Look at the state above, then try again.</p>}
      <button type="button" className="plain" onClick={() => setFailure(null)}>
        Dismiss
      </button>
    </div>
  );
  const dialog = (
    <Modal opened={asked !== null} onClose={() => setAsked(null)} title={asked?.action.label ?? ""} closeButtonProps={{ "aria-label": "Close" }}>
      {asked && (
        <ActionForm
          asked={asked}
          busy={busy !== null}
          cancel={() => setAsked(null)}
          confirm={(name, note) => {
            if (asked.naming) setWho(name);
            void send(asked.action, asked.naming ? name : who, note);
          }}
        />
      )}
    </Modal>
  );
  return { run, busy, refusal, dialog };
}

function ActionForm({ asked, busy, cancel, confirm }: { asked: Asked; busy: boolean; cancel: () => void; confirm: (name: string, note: string) => void }) {
  const { action, naming } = asked;
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const nameless = naming && name.trim() === "";
  const wordless = action.note?.required === true && note.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!nameless && !wordless) confirm(name.trim(), note.trim());
  };
  return (
    <form className="action-form" onSubmit={submit} noValidate>
      {action.consequences && <div className="consequences">{action.consequences}</div>}
      {action.undo && (
        <p>
          <b>To undo:</b> {action.undo}
        </p>
      )}
      {naming && <TextInput data-autofocus label="Your name" description="Recorded with what you do; asked once, kept in this browser" maxLength={100} autoComplete="name" value={name} onChange={(event) => setName(event.currentTarget.value)} error={tried && nameless ? "a name is needed: the journal records who did it" : undefined} />}
      {action.note && <Textarea data-autofocus={!naming} label={action.note.label} placeholder={action.note.placeholder} maxLength={4000} autosize minRows={2} maxRows={8} value={note} onChange={(event) => setNote(event.currentTarget.value)} error={tried && wordless ? "some words are needed" : undefined} />}
      <div className="buttons end">
        <Button onClick={cancel}>Cancel</Button>
        <Button type="submit" variant="filled" {...(action.danger ? { className: "danger" } : {})} loading={busy}>
          {action.label}
        </Button>
      </div>
    </form>
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
