@NullMarked
package dev.mainstay.design.internal.diff;

import org.jspecify.annotations.NullMarked;
