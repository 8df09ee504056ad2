package dev.mainstay.examples.payments.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The customers: 45 % pay by card and the others by bank transfer; one in five repeats the payment,
 * one in five repeats the refund. The same seed gives the same customers. Not thread-safe.
 */
public final class Journeys {
  private static final double CARD_SHARE = 0.45;
  private static final double REPEAT_SHARE = 0.2;
  private static final int MERCHANTS = 50;

  private final SplittableRandom random;
  private final String run;
  private long count;

  /**
   * Journeys of one run.
   *
   * @param run part of each idempotency key, so that two runs on the same data do not meet
   */
  public Journeys(long seed, String run) {
    this.random = new SplittableRandom(seed);
    this.run = run;
  }

  Journey next() {
    List<Step> steps = new ArrayList<>(List.of(Step.CREATE));
    if (random.nextDouble() < REPEAT_SHARE) {
      steps.add(Step.CREATE_AGAIN);
    }
    steps.add(Step.GET);
    steps.add(Step.REFUND);
    if (random.nextDouble() < REPEAT_SHARE) {
      steps.add(Step.REFUND_AGAIN);
    }
    return new Journey(steps, run + "-" + count++, order());
  }

  private String order() {
    String method =
        random.nextDouble() < CARD_SHARE
            ? "\"method\":\"card\",\"cardNumber\":\"4000000000000077\""
            : "\"method\":\"bank-transfer\",\"iban\":\"DE89370400440532013000\"";
    return String.format(
        Locale.ROOT,
        "{\"amount\":\"%d.%02d\",\"currency\":\"EUR\",\"merchant\":\"m-%03d\",%s}",
        random.nextInt(1, 300),
        random.nextInt(100),
        random.nextInt(1, MERCHANTS + 1),
        method);
  }
}
