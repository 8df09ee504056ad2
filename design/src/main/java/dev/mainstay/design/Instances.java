package dev.mainstay.design;

import dev.mainstay.kernel.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many copies run and what one carries.
 *
 * @param min always running, &ge; 1
 * @param max never exceeded, &ge; min
 * @param capacity requests per second that one instance carries, or null when not declared
 * @param startup from start to ready
 */
public record Instances(int min, int max, @Nullable Rate capacity, Duration startup) {}
