import { Route, Switch } from "wouter";
import { useFreshness } from "./api/queries";
import { CheckPage } from "./pages/Check";
import { ClaimsPage } from "./pages/Claims";
import { DeploymentPage } from "./pages/Deployment";
import { DeploymentsPage } from "./pages/Deployments";
import { IncidentPage } from "./pages/Incident";
import { IncidentsPage } from "./pages/Incidents";
import { NotFoundPage } from "./pages/NotFound";
import { ObjectivePage } from "./pages/Objective";
import { ObjectivesPage } from "./pages/Objectives";
import { OverviewPage } from "./pages/Overview";
import { QueryPage } from "./pages/Query";
import { ReadinessPage } from "./pages/Readiness";
import { ReadinessListPage } from "./pages/ReadinessList";
import { ServicePage } from "./pages/Service";
import { Shell } from "./ui/Shell";

export function App() {
  useFreshness();
  return (
    <Shell>
      <Switch>
        <Route path="/">
          <OverviewPage />
        </Route>
        <Route path="/services/:name">{({ name }) => <ServicePage key={name} name={decodeURIComponent(name)} />}</Route>
        <Route path="/services/:name/readiness">{({ name }) => <ReadinessPage key={name} name={decodeURIComponent(name)} />}</Route>
        <Route path="/services/:name/claims">{({ name }) => <ClaimsPage key={name} name={decodeURIComponent(name)} />}</Route>
        <Route path="/objectives">
          <ObjectivesPage />
        </Route>
        <Route path="/services/:service/objectives/*">
          {({ service, "*": name }) => <ObjectivePage key={`${service}/${name}`} service={decodeURIComponent(service)} name={decodeURIComponent(name)} />}
        </Route>
        <Route path="/readiness">
          <ReadinessListPage />
        </Route>
        <Route path="/checks/:code">{({ code }) => <CheckPage key={code} code={decodeURIComponent(code)} />}</Route>
        <Route path="/incidents">
          <IncidentsPage />
        </Route>
        <Route path="/incidents/:id">{({ id }) => <IncidentPage key={id} id={decodeURIComponent(id)} />}</Route>
        <Route path="/deployments">
          <DeploymentsPage />
        </Route>
        <Route path="/deployments/:id">{({ id }) => <DeploymentPage key={id} id={decodeURIComponent(id)} />}</Route>
        <Route path="/query">
          <QueryPage />
        </Route>
        <Route>
          <NotFoundPage />
        </Route>
      </Switch>
    </Shell>
  );
}
