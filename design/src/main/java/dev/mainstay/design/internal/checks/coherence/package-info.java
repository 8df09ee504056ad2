@NullMarked
package dev.mainstay.design.internal.checks.coherence;

import org.jspecify.annotations.NullMarked;
