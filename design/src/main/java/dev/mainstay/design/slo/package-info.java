/** Objectives as OpenSLO v1 documents state them, whole: every metric, method and window. */
@NullMarked
package dev.mainstay.design.slo;

import org.jspecify.annotations.NullMarked;
