import { Modal } from "@mantine/core";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useLocation } from "wouter";
import { useDeployments, useIncidents, useLive } from "../api/queries";
import type { DeploymentSummary, Health, IncidentSummary, ServiceSummary } from "../api/types";
import { incidentHealth } from "../lib/health";
import { find } from "../lib/search";
import { objectivePath } from "../lib/objective";
import { budgetLeft, State } from "./atoms";
import { DeployIcon, SearchIcon } from "./icons";

interface Hit {
  href: string;
  kind: string;
  title: string;
  detail: string;
  health: Health | null;
}

const MOST = 12;

function hits(services: readonly ServiceSummary[], incidents: readonly IncidentSummary[], deployments: readonly DeploymentSummary[]): Hit[] {
  return [
    ...services.map((one): Hit => ({ href: `/services/${encodeURIComponent(one.name)}`, kind: "service", title: one.name, detail: one.sentence, health: one.health })),
    ...services.flatMap((service) => service.objectives.map((one): Hit => ({ href: objectivePath(service.name, one.name), kind: "objective", title: one.name, detail: `${service.name} · ${budgetLeft(one)}`, health: one.health }))),
    ...incidents.map((one): Hit => ({ href: `/incidents/${encodeURIComponent(one.id)}`, kind: "incident", title: one.title, detail: `${one.id} · ${one.service}`, health: incidentHealth(one.state) })),
    ...deployments.map((one): Hit => ({ href: `/deployments/${encodeURIComponent(one.id)}`, kind: "deployment", title: `${one.service} ${one.version}`, detail: `${one.id} · ${one.state}`, health: null })),
  ];
}

export function Search({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} withCloseButton={false} size="lg" padding={0} centered={false} yOffset="10vh" attributes={{ content: { "aria-label": "Search" } }} classNames={{ content: "search-dialog" }}>
      {opened && <SearchBox close={close} />}
    </Modal>
  );
}

function SearchBox({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [, navigate] = useLocation();
  const { overview } = useLive();
  const incidents = useIncidents();
  const deployments = useDeployments();
  const list = useId();
  const selected = useRef<HTMLLIElement>(null);
  const all = useMemo(() => hits(overview?.services ?? [], incidents.data ?? [], deployments.data ?? []), [overview?.services, incidents.data, deployments.data]);
  const found = useMemo(() => find(all, text, (hit) => `${hit.title} ${hit.detail} ${hit.kind}`).slice(0, MOST), [all, text]);
  const at = Math.min(chosen, Math.max(0, found.length - 1));
  useEffect(() => {
    // In braces: newer browsers return a promise from it, which React would take for a clean-up.
    selected.current?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const go = (hit: Hit | undefined) => {
    if (!hit) return;
    close();
    navigate(hit.href);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setChosen(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setChosen(Math.max(at - 1, 0));
    else if (event.key === "Enter") go(found[at]);
    else return;
    event.preventDefault();
  };

  return (
    <div className="search-box">
      <label className="search-field">
        <SearchIcon />
        <input
          data-autofocus
          autoFocus
          type="text"
          placeholder="Search services, objectives, incidents, deployments"
          aria-label="Search services, objectives, incidents and deployments"
          role="combobox"
          aria-expanded={true}
          aria-controls={list}
          aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKey}
        />
        <kbd>Esc</kbd>
      </label>
      <ul className="hits" id={list} role="listbox" aria-label="Found">
        {found.map((hit, i) => (
          <li key={hit.href} id={`${list}-${i}`} ref={i === at ? selected : undefined} role="option" aria-selected={i === at} onMouseMove={() => setChosen(i)} onClick={() => go(hit)}>
            {hit.health ? (
              <State health={hit.health} quiet />
            ) : (
              <span className="state running">
                <DeployIcon />
              </span>
            )}
            <span className="hit-title">{hit.title}</span>
            <span className="hit-detail muted">{hit.detail}</span>
            <span className="hit-kind muted">{hit.kind}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="hits-none muted">{text ? `Nothing is called “${text}”` : "Nothing to find yet"}</p>}
    </div>
  );
}
