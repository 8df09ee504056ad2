/** Breaks the rules on purpose. */
@NullMarked
package dev.mainstay.architecture.broken.alerting;

import org.jspecify.annotations.NullMarked;
