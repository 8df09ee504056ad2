/** Prometheus' HTTP API over Mainstay's own samples, so that its clients work unchanged. */
@NullMarked
package dev.mainstay.server.internal.prometheus;

import org.jspecify.annotations.NullMarked;
