import { Link } from "wouter";

const VIEWS = [
  { path: "", here: "service", name: "Service" },
  { path: "/readiness", here: "readiness", name: "Readiness" },
  { path: "/claims", here: "claims", name: "Claims" },
] as const;

/** The pages of one service. */
export function ServiceViews({ name, here }: { name: string; here: (typeof VIEWS)[number]["here"] }) {
  return (
    <nav className="views" aria-label={`Pages of ${name}`}>
      {VIEWS.map((view) => (
        <Link key={view.here} href={`/services/${encodeURIComponent(name)}${view.path}`} className="place" aria-current={view.here === here ? "page" : undefined}>
          {view.name}
        </Link>
      ))}
    </nav>
  );
}
