package dev.mainstay.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asked whether a release may begin; not about a way back, nor about a first version. Answers at
 * once, from what is in memory.
 */
@FunctionalInterface
public interface ReleaseGate {
  /** Holds nothing. */
  ReleaseGate OPEN = (service, request) -> new Answer(true, List.of(), "");

  Answer ask(String service, Request request);

  /**
   * A release that somebody asks for.
   *
   * @param by who
   * @param repair what it mends, when it makes the service more reliable; else null
   * @param override why it has to go ahead although it is frozen; else null
   */
  record Request(String version, String by, @Nullable String repair, @Nullable String override) {
    /** One that is neither a repair nor an override. */
    public static Request of(String version, String by) {
      return new Request(version, by, null, null);
    }
  }

  /**
   * The gate's answer.
   *
   * @param reasons a line each, the decisive one first; of one that goes ahead what speaks against
   *     it, or none
   * @param ways how it may go ahead in spite of that
   */
  record Answer(boolean goesAhead, List<String> reasons, String ways) {
    public Answer {
      reasons = List.copyOf(reasons);
    }
  }
}
