package dev.mainstay.design;

import dev.mainstay.kernel.Problem;

/** What a check found, and the team's decision to live with it. */
public record AcceptedProblem(Problem problem, Acceptance acceptance) {}
