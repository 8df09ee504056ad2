import { Link, useLocation } from "wouter";
import { Hero } from "../ui/Hero";

export function NotFoundPage() {
  const [location] = useLocation();
  return (
    <div className="page">
      <Hero health="unknown" word="Not found" title="Not found" sentence="There is no such page">
        <p className="muted">
          Nothing lives at <code>{location}</code>.
        </p>
        <p className="links">
          <Link href="/">Overview</Link> <Link href="/incidents">Incidents</Link> <Link href="/deployments">Deployments</Link>
        </p>
      </Hero>
    </div>
  );
}
