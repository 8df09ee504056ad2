package dev.mainstay.objectives.live;

import dev.mainstay.objectives.evaluation.BudgetPolicy.Waiver;
import dev.mainstay.objectives.live.Correction.Withdrawal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leave to release a version although a budget is used up, once enough people have approved it.
 *
 * @param until excluded
 * @param withdrawn when it no longer holds; null while it does
 */
public record ReleaseException(
    long number,
    String service,
    String version,
    String reason,
    String askedBy,
    Instant askedAt,
    Instant until,
    List<Approval> approvals,
    @Nullable Withdrawal withdrawn) {
  public ReleaseException {
    approvals = List.copyOf(approvals);
  }

  /** Who approved, and when. */
  public record Approval(String by, Instant at) {}

  /** {@code EXC-3}: how people and the journal name it. */
  public String id() {
    return "EXC-" + number;
  }

  boolean holds(Instant now) {
    return withdrawn == null && now.isBefore(until);
  }

  Waiver waiver() {
    Set<String> by = approvals.stream().map(Approval::by).collect(Collectors.toSet());
    return new Waiver(service, version, id() + ", " + reason, askedBy, by, until);
  }

  ReleaseException with(List<Approval> others) {
    return new ReleaseException(
        number, service, version, reason, askedBy, askedAt, until, others, withdrawn);
  }

  ReleaseException with(Withdrawal withdrawal) {
    return new ReleaseException(
        number, service, version, reason, askedBy, askedAt, until, approvals, withdrawal);
  }
}
