package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What every service of a tier promises; null where the tier says nothing.
 *
 * @param rpo the most data lost, counted in time
 * @param rto the longest recovery
 * @param automaticFailover whether nobody may be needed
 * @param restoreTest the longest time between two restore tests
 */
public record Tier(
    String name,
    @Nullable Percentage availability,
    @Nullable Duration rpo,
    @Nullable Duration rto,
    Recovery.@Nullable Strategy strategy,
    @Nullable Boolean automaticFailover,
    @Nullable Duration restoreTest) {}
