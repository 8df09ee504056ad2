package dev.mainstay.design.internal.documents.page;

/** What a chapter is about, and the document that it belongs to; others may hold it too. */
public enum Topic {
  OVERVIEW("Overview", "COMPLETE-design.md"),
  PROMISES("Promises and error budgets", "COMPLETE-design.md"),
  RECOVERY("Recovery", "COMPLETE-design.md"),
  HEALTH("Health", "systemPatterns.md"),
  FAILURES("Dependencies and how they fail", "systemPatterns.md"),
  MODES("Degradation modes", "systemPatterns.md"),
  CASCADES("Keeping failures from spreading", "systemPatterns.md"),
  METRICS("Metrics", "techContext.md"),
  LOGS("Logs and traces", "techContext.md"),
  VIEWS("Dashboards and journeys", "techContext.md"),
  ALERTS("Alerts", "techContext.md"),
  CATALOGUE("Runbooks", "operations/runbooks/README.md"),
  ESCALATION("Who is woken", "operations/runbooks/README.md"),
  TRIAGE("From symptom to runbook", "operations/runbooks/README.md"),
  DEPLOYMENT("Rollout", "operations/deployment.md"),
  ROLLBACK("Rollback", "operations/deployment.md"),
  LOAD("Load", "operations/performance/capacity-planning.md"),
  IN_FLIGHT("Calls in flight", "operations/performance/capacity-planning.md"),
  GROWTH("Growth", "operations/performance/capacity-planning.md"),
  STORAGE("Storage and caches", "operations/performance/capacity-planning.md"),
  SECURITY("Security", "1c-operations.md"),
  RISKS("Risks, cost and toil", "1c-operations.md");

  private final String title;
  private final String home;

  Topic(String title, String home) {
    this.title = title;
    this.home = home;
  }

  public String title() {
    return title;
  }

  /** Below the folder of the service's documents. */
  public String home() {
    return home;
  }
}
