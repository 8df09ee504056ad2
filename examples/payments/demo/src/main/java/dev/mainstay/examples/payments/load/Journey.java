package dev.mainstay.examples.payments.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One customer: creates a payment, looks at it, gets it refunded; some repeat a request. A step
 * that does not go as it must ends the journey. Not thread-safe: one call is out at a time.
 */
final class Journey {
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

  private final Deque<Step> steps;
  private final String key;
  private final String order;
  private String payment = "";

  /**
   * A journey.
   *
   * @param key the idempotency key of its payment
   * @param order the body of its payment, JSON
   */
  Journey(List<Step> steps, String key, String order) {
    this.steps = new ArrayDeque<>(steps);
    this.key = key;
    this.order = order;
  }

  /** The next request, or none when the journey is over. */
  Optional<Call> next() {
    Step step = steps.peek();
    return step == null ? Optional.empty() : Optional.of(call(step));
  }

  private Call call(Step step) {
    Map<String, String> json = Map.of("content-type", "application/json");
    return switch (step) {
      case CREATE, CREATE_AGAIN ->
          new Call(
              step,
              "POST",
              "/payments",
              Map.of("content-type", "application/json", "idempotency-key", key),
              order);
      case GET -> new Call(step, "GET", "/payments/" + payment, Map.of(), "");
      case REFUND, REFUND_AGAIN ->
          new Call(step, "POST", "/payments/" + payment + "/refund", json, "{}");
    };
  }

  /** Takes the answer to the step; false when it is not what a customer may expect. */
  boolean answered(Reply reply) {
    boolean expected = reply.status() == 200 || reply.status() == 201;
    Matcher id = ID.matcher(reply.body());
    boolean same = id.find() && (payment.isEmpty() || payment.equals(id.group(1)));
    if (!expected || !same) {
      steps.clear();
      return false;
    }
    payment = id.group(1);
    steps.poll();
    return true;
  }

  /** No answer came. */
  void failed() {
    steps.clear();
  }
}
