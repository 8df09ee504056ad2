/** OpenTelemetry metrics as OTLP sends them, translated into series as Prometheus does. */
@NullMarked
package dev.mainstay.telemetry.ingest.otlp;

import org.jspecify.annotations.NullMarked;
