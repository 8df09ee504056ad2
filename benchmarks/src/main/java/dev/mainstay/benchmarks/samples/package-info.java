/** Taking in and keeping samples, side by side with Prometheus. */
@NullMarked
package dev.mainstay.benchmarks.samples;

import org.jspecify.annotations.NullMarked;
