/** What following windows costs. */
@NullMarked
package dev.mainstay.benchmarks.windows;

import org.jspecify.annotations.NullMarked;
