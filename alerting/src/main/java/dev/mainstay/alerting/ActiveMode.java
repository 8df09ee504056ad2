package dev.mainstay.alerting;

import java.time.Instant;

/** A degradation mode that a service is in. */
public record ActiveMode(String mode, Instant since) {}
