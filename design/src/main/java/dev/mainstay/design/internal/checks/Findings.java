package dev.mainstay.design.internal.checks;

import dev.mainstay.design.CheckResult.Verdict;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Problem.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one check finds in one service. A check that had all facts says {@link #compared}, one that
 * misses a fact says {@link #unknown}; a check that says neither and finds nothing does not apply.
 */
public final class Findings {
  private final Check check;
  private final String service;
  private final Given given;
  private final Set<String> found;
  private List<Problem> problems = List.of();
  private boolean compared;
  private @Nullable String missing;

  /**
   * @param found the codes that other checks found in the same service before
   */
  Findings(Check check, String service, Given given, Set<String> found) {
    this.check = check;
    this.service = service;
    this.given = given;
    this.found = found;
  }

  public Designs designs() {
    return given.designs();
  }

  /** The services that depend on something of that name, a service or anything else. */
  public List<Call> callersOf(String name) {
    return given.callers().of(name);
  }

  /** The day that dates in the design are compared with. */
  public LocalDate today() {
    return given.surroundings().today();
  }

  /** Whether another check has found something in this service, accepted or not. */
  public boolean found(String code) {
    return found.contains(code);
  }

  /** What is looked up across all designs. */
  public Facts facts() {
    return given.facts();
  }

  /** What a check understands of the runbook of that name. */
  public Optional<Runbook> book(String name) {
    return given.facts().runbook(name);
  }

  /** The text of the runbook of that name. */
  public Optional<String> runbook(String name) {
    return Optional.ofNullable(given.surroundings().runbooks().get(name));
  }

  /** Whether the value stands in the text, and is not a default. */
  public boolean isWritten(String path) {
    return given.places().isWritten(service, path);
  }

  public boolean isWritten(Service other, String path) {
    return given.places().isWritten(other.name(), path);
  }

  public boolean hasOrganisation() {
    return given.places().isWritten(Sources.ORGANISATION, "");
  }

  /** The check had the facts that it compares. */
  public void compared() {
    compared = true;
  }

  /**
   * A fact that the comparison needs is not in the design.
   *
   * @param fact its path, such as {@code traffic/peak}
   */
  public void unknown(String fact) {
    missing = missing == null ? fact : missing;
  }

  public Finding error(String path, String message) {
    return new Finding(Severity.ERROR, place(service, path), message, null);
  }

  /**
   * @param assumption what must hold for the finding to be true
   */
  public Finding warning(String path, String message, String assumption) {
    return new Finding(Severity.WARNING, place(service, path), message, assumption);
  }

  /** As {@link #error}, of a value in another design or in {@link Sources#ORGANISATION}. */
  public Finding errorIn(String design, String path, String message) {
    return new Finding(Severity.ERROR, place(design, path), message, null);
  }

  /** As {@link #warning}, of a value in another design or in {@link Sources#ORGANISATION}. */
  public Finding warningIn(String design, String path, String message, String assumption) {
    return new Finding(Severity.WARNING, place(design, path), message, assumption);
  }

  /** A finding of a check that an organisation has written itself. */
  public Finding own(boolean error, String path, String message) {
    return new Finding(
        error ? Severity.ERROR : Severity.WARNING, place(service, path), message, null);
  }

  private @Nullable Place place(String design, String path) {
    return given.places().of(design, path).orElse(null);
  }

  List<Problem> problems() {
    return problems;
  }

  Verdict verdict() {
    if (!problems.isEmpty()) {
      return Verdict.FAIL;
    }
    if (missing != null) {
      return Verdict.UNKNOWN;
    }
    return compared ? Verdict.PASS : Verdict.NOT_APPLICABLE;
  }

  @Nullable String missing() {
    return missing;
  }

  /** A finding being told; {@link #fix} completes it. */
  public final class Finding {
    private final Severity severity;
    private final @Nullable Place place;
    private final String message;
    private final @Nullable String assumption;
    private final List<Problem.Related> related = new ArrayList<>();
    private @Nullable String arithmetic;

    private Finding(
        Severity severity, @Nullable Place place, String message, @Nullable String assumption) {
      this.severity = severity;
      this.place = place;
      this.message = message;
      this.assumption = assumption;
    }

    /** Another place that the finding is about. */
    public Finding with(String path, String label) {
      return with(service, path, label);
    }

    /** A place in another design, or in {@link Sources#ORGANISATION}. */
    public Finding with(String design, String path, String label) {
      String told = given.places().isWritten(design, path) ? label : label + " (default)";
      Optional<Place> at = given.places().of(design, path);
      at.filter(found -> !found.equals(place))
          .ifPresent(found -> related.add(new Problem.Related(found, told)));
      return this;
    }

    /** The arithmetic with the values put in, on one line. */
    public Finding sum(String values) {
      arithmetic = values;
      return this;
    }

    public void fix(String fix) {
      add(fix, null);
    }

    /**
     * A fix that is certain: the written value at the path is to be replaced.
     *
     * @param path of this service
     */
    public void fix(String fix, String path, String replacement) {
      add(
          fix,
          given
              .places()
              .value(service, path)
              .map(at -> new Problem.Edit(at, replacement))
              .orElse(null));
    }

    private void add(String fix, Problem.@Nullable Edit edit) {
      String why =
          assumption == null ? check.why() : check.why() + "; this assumes that " + assumption;
      if (problems.isEmpty()) {
        problems = new ArrayList<>();
      }
      problems.add(
          new Problem(check.code(), severity, message, place, related, arithmetic, why, fix, edit));
    }
  }
}
