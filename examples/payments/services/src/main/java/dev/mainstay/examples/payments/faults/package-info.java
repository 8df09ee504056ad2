/** Faults that a stand-in can be told to show. */
@NullMarked
package dev.mainstay.examples.payments.faults;

import org.jspecify.annotations.NullMarked;
