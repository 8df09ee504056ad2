package dev.mainstay.telemetry.ingest;

import dev.mainstay.telemetry.SeriesStore.Appended;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of the samples of one request: what was not taken did not keep the rest back. */
public final class WriteResult {
  private static final int MOST_REASONS = 5;

  private long samples;
  private long histograms;
  private long exemplars;
  private long refusedExemplars;
  private String exemplarReason = "";
  private final Map<Appended, Long> refused = new EnumMap<>(Appended.class);
  private final List<String> reasons = new ArrayList<>();

  void stored(boolean histogram) {
    if (histogram) {
      histograms++;
    } else {
      samples++;
    }
  }

  void exemplar() {
    exemplars++;
  }

  void refusedExemplars(long count, String reason) {
    exemplarReason = refusedExemplars == 0 ? reason : exemplarReason;
    refusedExemplars += count;
  }

  void refused(Appended why, long count, String reason) {
    refused.merge(why, count, Long::sum);
    if (reasons.size() < MOST_REASONS) {
      reasons.add(reason);
    }
  }

  boolean wantsReason() {
    return reasons.size() < MOST_REASONS;
  }

  /** Numbers stored, those that were there already among them. */
  public long samples() {
    return samples;
  }

  public long histograms() {
    return histograms;
  }

  /** Exemplars kept, those that were there already among them. */
  public long exemplars() {
    return exemplars;
  }

  public long refusedExemplars() {
    return refusedExemplars;
  }

  /** The first reason why an exemplar was not kept, and how many were not; empty when all were. */
  public String exemplarProblems() {
    return refusedExemplars == 0
        ? ""
        : refusedExemplars + " exemplars not taken: " + exemplarReason;
  }

  /** How many samples were not taken. */
  public long refused() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  public Map<Appended, Long> refusedByKind() {
    return Map.copyOf(refused);
  }

  /** The first few reasons, and how many samples were not taken in all; empty when all were. */
  public String problems() {
    if (refused.isEmpty()) {
      return "";
    }
    return refused() + " samples not taken: " + String.join("; ", reasons);
  }
}
