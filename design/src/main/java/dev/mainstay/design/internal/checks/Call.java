package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;

/**
 * That one service depends on something.
 *
 * @param dependency as the caller describes it
 */
public record Call(Service caller, Dependency dependency) {}
