/** Stores elsewhere that speak Prometheus' HTTP API, asked in place of our own samples. */
@NullMarked
package dev.mainstay.telemetry.remote;

import org.jspecify.annotations.NullMarked;
