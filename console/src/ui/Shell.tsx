import { useMantineColorScheme, useComputedColorScheme } from "@mantine/core";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useLive } from "../api/queries";
import { keyReader } from "../lib/keys";
import { useUtc } from "../lib/prefs";
import { BellIcon, BudgetIcon, CheckIcon, CurveIcon, DeployIcon, GridIcon, HelpIcon, Logo, MoonIcon, SearchIcon, SunIcon } from "./icons";
import { Boundary } from "./Boundary";
import { LiveMark } from "./LiveMark";
import { Help } from "./Help";
import { Search } from "./Search";

const PLACES = [
  { href: "/", name: "Overview", short: "Overview", key: "o", icon: GridIcon },
  { href: "/objectives", name: "Objectives", short: "Budgets", key: "b", icon: BudgetIcon },
  { href: "/incidents", name: "Incidents", short: "Incidents", key: "i", icon: BellIcon },
  { href: "/deployments", name: "Deployments", short: "Deploys", key: "d", icon: DeployIcon },
  { href: "/readiness", name: "Readiness", short: "Readiness", key: "r", icon: CheckIcon },
  { href: "/query", name: "Query", short: "Query", key: "q", icon: CurveIcon },
] as const;

function here(location: string, href: string): boolean {
  const objective = location.startsWith("/objectives") || /^\/services\/[^/]+\/objectives\//.test(location);
  if (href === "/objectives") return objective;
  return href === "/" ? location === "/" || (location.startsWith("/services") && !objective) : location.startsWith(href);
}

/** What stands around every page: where one can go, how fresh it is, and the keys. */
export function Shell({ children }: { children: ReactNode }) {
  const [location, navigate] = useLocation();
  const [dialog, setDialog] = useState<"search" | "help" | null>(null);
  const { overview } = useLive();
  const main = useRef<HTMLElement>(null);
  const close = useCallback(() => setDialog(null), []);

  useEffect(() => {
    const read = keyReader();
    const onKey = (event: KeyboardEvent) => {
      const command = read(event);
      if (command === null) return;
      event.preventDefault();
      if (command === "search" || command === "help") setDialog(command);
      else navigate(PLACES.find((place) => place.key === command)?.href ?? "/");
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [navigate]);

  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [location]);

  const open = overview?.incidents.length ?? 0;
  const links = (tabs: boolean) => PLACES.map(({ href, name, short, icon: Icon }) => (
    <Link key={href} href={href} className="place" aria-current={here(location, href) ? "page" : undefined}>
      <Icon />
      <span>{tabs ? short : name}</span>
      {href === "/incidents" && open > 0 && (
        <span className="badge num" aria-label={`${open} open`}>
          {open}
        </span>
      )}
    </Link>
  ));

  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="top">
        <div className="top-in">
          <Link href="/" className="brand" aria-label="Mainstay, overview">
            <Logo />
            <span>Mainstay</span>
          </Link>
          <nav className="places" aria-label="Pages">
            {links(false)}
          </nav>
          <div className="tools">
            <button type="button" className="search-button" onClick={() => setDialog("search")} aria-label="Search">
              <SearchIcon />
              <span>Search</span>
              <kbd>/</kbd>
            </button>
            <LiveMark />
            <ZoneToggle />
            <SchemeToggle />
            <button type="button" className="tool" aria-label="Help and keys" title="Help and keys (?)" onClick={() => setDialog("help")}>
              <HelpIcon />
            </button>
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Boundary address={location}>{children}</Boundary>
      </main>
      <nav className="tabs" aria-label="Pages, at the bottom">
        {links(true)}
      </nav>
      <Search opened={dialog === "search"} close={close} />
      <Help opened={dialog === "help"} close={close} />
    </div>
  );
}

function ZoneToggle() {
  const [utc, setUtc] = useUtc();
  const zone = utc ? "UTC" : "Local";
  return (
    <button type="button" className="tool zone" aria-pressed={utc} aria-label="Times in UTC" title={utc ? "Times are in UTC; press for your own zone" : "Times are in your zone; press for UTC"} onClick={() => setUtc(!utc)}>
      {zone}
    </button>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  return (
    <button type="button" className="tool" aria-label={dark ? "Light colours" : "Dark colours"} title={dark ? "Light colours" : "Dark colours"} onClick={() => setColorScheme(dark ? "light" : "dark")}>
      {dark ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
