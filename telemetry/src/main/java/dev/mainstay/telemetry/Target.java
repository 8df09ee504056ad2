package dev.mainstay.telemetry;

/**
 * An instance to scrape. Two targets are the same instance when service and instance are equal.
 *
 * @param instance unique within the service
 * @param version that it runs, or the empty string when unknown
 * @param host name or address
 * @param port of the endpoint that serves the metrics
 */
public record Target(String service, String instance, String version, String host, int port) {}
