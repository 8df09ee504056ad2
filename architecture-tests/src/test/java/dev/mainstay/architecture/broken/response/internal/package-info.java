/** Breaks the rules on purpose. */
@NullMarked
package dev.mainstay.architecture.broken.response.internal;

import org.jspecify.annotations.NullMarked;
