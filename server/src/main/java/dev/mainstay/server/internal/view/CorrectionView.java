package dev.mainstay.server.internal.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said about counts.
 *
 * @param objective empty for all of the service's documents
 * @param kind {@code exclusion} or {@code adjustment}
 * @param from of an exclusion; when the events of an adjustment were
 * @param until of an exclusion
 * @param good of an adjustment, negative to take away
 * @param total of an adjustment, negative to take away
 */
public record CorrectionView(
    String id,
    String service,
    String objective,
    String kind,
    Instant from,
    @Nullable Instant until,
    @Nullable Double good,
    @Nullable Double total,
    String reason,
    String by,
    Instant at,
    @Nullable Withdrawal withdrawn) {

  /** Who took it back, when and why. */
  public record Withdrawal(String by, Instant at, String reason) {}
}
