package dev.mainstay.server.internal.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the design of a service states that can be proven, and what is known of it. */
public record ClaimsView(
    String service, Instant appliedAt, Health health, String sentence, List<ClaimView> claims) {

  public record ClaimView(
      String id,
      String statement,
      String target,
      String method,
      double freshForSeconds,
      String status,
      @Nullable Latest latest) {}

  /** The evidence that counts. */
  public record Latest(Instant at, String measured, String source) {}
}
