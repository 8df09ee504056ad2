package dev.mainstay.server.internal.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leave to release in spite of a freeze.
 *
 * @param state {@code open} while approvals are missing, {@code approved}, {@code ended}, {@code
 *     withdrawn}
 * @param needed approvals
 */
public record ReleaseExceptionView(
    String id,
    String service,
    String version,
    String reason,
    String askedBy,
    Instant askedAt,
    Instant until,
    String state,
    int needed,
    List<Approval> approvals,
    CorrectionView.@Nullable Withdrawal withdrawn) {
  public ReleaseExceptionView {
    approvals = List.copyOf(approvals);
  }

  public record Approval(String by, Instant at) {}
}
