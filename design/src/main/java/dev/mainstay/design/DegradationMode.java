package dev.mainstay.design;

import org.jspecify.annotations.Nullable;

/**
 * A way of running with something missing.
 *
 * @param dependency whose failure enters it; it is left when the dependency works again
 * @param keeps what still works, in words
 * @param costs what it costs meanwhile, in words, or null
 * @param header whether responses carry {@code Mainstay-Mode}
 * @param metric whether {@code degradation_mode_active} shows it
 */
public record DegradationMode(
    String name,
    String dependency,
    String keeps,
    @Nullable String costs,
    boolean header,
    boolean metric) {}
