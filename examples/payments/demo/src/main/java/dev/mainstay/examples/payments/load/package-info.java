/**
 * The load generator of the demo, in the open model: requests leave on schedule whether or not the
 * earlier ones were answered, and each latency counts from the instant the schedule named.
 */
@NullMarked
package dev.mainstay.examples.payments.load;

import org.jspecify.annotations.NullMarked;
