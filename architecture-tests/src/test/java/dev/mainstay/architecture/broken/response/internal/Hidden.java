package dev.mainstay.architecture.broken.response.internal;

import dev.mainstay.architecture.broken.alerting.Impatient;

/** Private to response, and closes a cycle with alerting. */
public record Hidden(Impatient impatient) {}
