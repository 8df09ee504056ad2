/** Programs that measure; not part of what is shipped. */
@NullMarked
package dev.mainstay.benchmarks;

import org.jspecify.annotations.NullMarked;
