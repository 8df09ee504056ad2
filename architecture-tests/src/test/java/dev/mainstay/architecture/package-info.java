/** The directions of ARCHITECTURE.md, checked. */
@NullMarked
package dev.mainstay.architecture;

import org.jspecify.annotations.NullMarked;
