package dev.mainstay.objectives.evaluation;

import java.time.Duration;

/**
 * How much time of the past is read at once: so much that a series has about as many samples in it
 * as are stored together. With more of them, edges would look for samples that have left memory
 * again; with fewer, the same ones would be read from disk again and again. Not thread-safe.
 */
final class Stride {
  static final Duration SHORTEST = Duration.ofHours(1);
  static final Duration LONGEST = SHORTEST.multipliedBy(64);
  static final int FEW = 60;

  private Duration length = SHORTEST;

  Duration length() {
    return length;
  }

  /**
   * Hears how many samples a series had at most in what was read last; after none it starts anew.
   */
  void had(int samples) {
    if (samples == 0 || samples > 4 * FEW) {
      length = SHORTEST;
    } else if (samples < FEW && length.compareTo(LONGEST) < 0) {
      length = length.multipliedBy(2);
    } else if (samples > 2 * FEW && length.compareTo(SHORTEST) > 0) {
      length = length.dividedBy(2);
    }
  }
}
