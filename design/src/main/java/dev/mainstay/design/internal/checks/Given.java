package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Surroundings;

/** What all checks of a run look things up in. */
record Given(
    Designs designs, Callers callers, Facts facts, Sources places, Surroundings surroundings) {}
