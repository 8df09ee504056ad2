/** Breaks the rules on purpose. */
@NullMarked
package dev.mainstay.architecture.broken.kernel;

import org.jspecify.annotations.NullMarked;
