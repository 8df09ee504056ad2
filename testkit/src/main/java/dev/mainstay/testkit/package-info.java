/** Time that tests drive by hand, and stand-ins for ports. */
@NullMarked
package dev.mainstay.testkit;

import org.jspecify.annotations.NullMarked;
