package dev.mainstay.kernel;

import java.time.Instant;

/**
 * What was measured for a claim.
 *
 * @param claim its id
 * @param at when it was measured
 * @param measured in the unit of the claim's target
 * @param source what measured it, such as a drill's id
 */
public record Evidence(String claim, Instant at, double measured, String source) {
  public Evidence {
    if (!Double.isFinite(measured)) {
      throw new IllegalArgumentException("measured: " + measured + " (expected: a finite number)");
    }
  }
}
