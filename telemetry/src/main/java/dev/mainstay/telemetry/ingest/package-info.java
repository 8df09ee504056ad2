/** What others send: Prometheus remote write and OpenTelemetry metrics, read from their bytes. */
@NullMarked
package dev.mainstay.telemetry.ingest;

import org.jspecify.annotations.NullMarked;
