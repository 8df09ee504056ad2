package dev.mainstay.alerting.rules;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What holds for all rule files.
 *
 * @param interval of groups that name none
 * @param queryOffset of groups that name none
 * @param externalLabels for templates
 * @param externalUrl under which this Mainstay is reached, without a slash at the end
 * @param outage how long ago an alert may have been active last to be restored after a restart
 * @param grace how long a restored alert waits at least before it fires
 */
public record RuleSettings(
    Duration interval,
    Duration queryOffset,
    SortedMap<String, String> externalLabels,
    String externalUrl,
    Duration outage,
    Duration grace) {
  public static final RuleSettings DEFAULT =
      new RuleSettings(
          Duration.ofMinutes(1),
          Duration.ZERO,
          new TreeMap<>(),
          "",
          Duration.ofHours(1),
          Duration.ofMinutes(10));

  public RuleSettings {
    externalLabels = Collections.unmodifiableSortedMap(new TreeMap<>(externalLabels));
  }

  public RuleSettings withInterval(Duration other) {
    return new RuleSettings(other, queryOffset, externalLabels, externalUrl, outage, grace);
  }

  /** Labels and address that templates see. */
  public RuleSettings withExternal(SortedMap<String, String> labels, String url) {
    return new RuleSettings(interval, queryOffset, labels, url, outage, grace);
  }
}
