package dev.mainstay.delivery;

import java.util.List;

/**
 * What one version of a service did with the traffic it got, as the gateway saw it.
 *
 * @param requests since it was first seen
 * @param errors of these, answered with a status of 500 or more, or not at all
 * @param p50Seconds median since it was first seen; not a number when nothing was
 * @param points one per second with traffic, ascending, of at most the last half hour
 */
public record VersionTraffic(
    String service,
    String version,
    long requests,
    long errors,
    double p50Seconds,
    double p99Seconds,
    List<Point> points) {
  public VersionTraffic {
    points = List.copyOf(points);
  }

  /**
   * One second.
   *
   * @param second Unix time of its begin
   * @param requests that ended in it
   */
  public record Point(
      long second, long requests, long errors, double p50Seconds, double p99Seconds) {}
}
