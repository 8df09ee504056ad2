package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one check finds in one service. */
final class Findings {
  private final Check check;
  private final String service;
  private final Designs designs;
  private final Sources places;
  private final List<Problem> problems;

  Findings(Check check, String service, Designs designs, Sources places, List<Problem> problems) {
    this.check = check;
    this.service = service;
    this.designs = designs;
    this.places = places;
    this.problems = problems;
  }

  Designs designs() {
    return designs;
  }

  /** Whether the value stands in the text, and is not a default. */
  boolean isWritten(String path) {
    return places.isWritten(service, path);
  }

  boolean isWritten(Service other, String path) {
    return places.isWritten(other.name(), path);
  }

  boolean hasOrganisation() {
    return places.isWritten(Sources.ORGANISATION, "");
  }

  Finding error(String path, String message) {
    return new Finding(Severity.ERROR, place(service, path), message, null);
  }

  /**
   * @param assumption what must hold for the finding to be true
   */
  Finding warning(String path, String message, String assumption) {
    return new Finding(Severity.WARNING, place(service, path), message, assumption);
  }

  private @Nullable Place place(String design, String path) {
    return places.of(design, path).orElse(null);
  }

  /** A finding being told; {@link #fix} completes it. */
  final class Finding {
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

    Finding with(String path, String label) {
      return with(service, path, label);
    }

    Finding with(String design, String path, String label) {
      String told = places.isWritten(design, path) ? label : label + " (default)";
      Optional<Place> at = places.of(design, path);
      at.filter(found -> !found.equals(place))
          .ifPresent(found -> related.add(new Problem.Related(found, told)));
      return this;
    }

    Finding sum(String values) {
      arithmetic = values;
      return this;
    }

    void fix(String fix) {
      String why =
          assumption == null ? check.why() : check.why() + "; this assumes that " + assumption;
      problems.add(
          new Problem(check.code(), severity, message, place, related, arithmetic, why, fix));
    }
  }
}
