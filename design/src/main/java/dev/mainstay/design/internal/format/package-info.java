/** Design files written in one canonical way: the same design, the same comments. */
@NullMarked
package dev.mainstay.design.internal.format;

import org.jspecify.annotations.NullMarked;
