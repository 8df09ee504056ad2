package dev.mainstay.server.internal.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A rollout at a glance. */
public record DeploymentView(
    String id,
    String service,
    String version,
    @Nullable String previousVersion,
    String state,
    int step,
    int steps,
    double weight,
    String by,
    Instant startedAt,
    @Nullable Instant finishedAt,
    String sentence) {}
