package dev.mainstay.response;

import dev.mainstay.design.Alert.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told about an incident; the same on every try.
 *
 * @param deliveryId fixed before the first try; unique for ever
 * @param person name of the receiver
 * @param subject one line
 * @param text several lines, plain
 * @param at when it was decided to send it
 */
public record PageMessage(
    String deliveryId,
    Kind kind,
    String person,
    Address address,
    String subject,
    String text,
    About about,
    Instant at) {

  /** Why it is sent. */
  public enum Kind {
    /** An incident opened. */
    TRIGGERED,
    /** Nobody has acknowledged in time. */
    ESCALATED,
    /** More alerts joined the incident. */
    UPDATED,
    /** It is over. */
    RESOLVED
  }

  /**
   * The incident as it stood when the message was written.
   *
   * @param suspectedDeployment id, or null
   * @param link to the incident's page on the console, or null when the console has no known
   *     address
   */
  public record About(
      String incident,
      String service,
      Severity severity,
      String title,
      List<Alert> alerts,
      @Nullable String suspectedDeployment,
      @Nullable String link) {
    public About {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * An alert of the incident.
   *
   * @param firing false once resolved
   */
  public record Alert(
      String name,
      Severity severity,
      String reason,
      String impact,
      String runbook,
      boolean firing) {}
}
