/** The slf4j provider that writes one JSON object per line to standard output. */
@NullMarked
package dev.mainstay.toolkit.internal.logging;

import org.jspecify.annotations.NullMarked;
