package dev.mainstay.server.internal.view;

import org.jspecify.annotations.Nullable;

/**
 * A service without a design, of which OpenSLO documents promise something.
 *
 * @param objectives how many
 * @param remaining the least that is left of a budget, as a share; null while none is known
 */
public record UndesignedView(
    String name, Health health, String sentence, int objectives, @Nullable Double remaining) {}
