import type { ReactNode } from "react";
import { useEffect } from "react";
import type { Health } from "../api/types";
import { heading } from "../lib/format";
import { WORDS } from "../lib/health";
import { HealthIcon } from "./icons";
import { StaleNote } from "./LiveMark";

interface HeroProps {
  health: Health;
  /** What stands for the state's own word. */
  word?: string;
  /** The state in one sentence. */
  sentence: string;
  /** The browser tab's name. */
  title: string;
  /** What the page is about, above the sentence. */
  about?: ReactNode;
  /** Facts beside the state: since when, by whom, how fresh. */
  meta?: ReactNode;
  children?: ReactNode;
}

/** The head of a page: its state as a sentence, announced when it changes. */
export function Hero({ health, word, sentence, title, about, meta, children }: HeroProps) {
  const shown = word ?? WORDS[health];
  useEffect(() => {
    document.title = `${shown} · ${title} · Mainstay`;
  }, [shown, title]);
  return (
    <>
      <StaleNote />
      <div className={`hero ${health}`}>
        {about}
        <p className={`hero-state state ${health}`}>
          <HealthIcon health={health} size={20} />
          <span>{shown}</span>
          {meta && <span className="hero-meta">{meta}</span>}
        </p>
        <h1>{heading(sentence)}</h1>
        <p className="sr" aria-live="polite">
          {shown}: {sentence}
        </p>
        {children}
      </div>
    </>
  );
}
