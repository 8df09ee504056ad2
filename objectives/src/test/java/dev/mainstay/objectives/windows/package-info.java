@NullMarked
package dev.mainstay.objectives.windows;

import org.jspecify.annotations.NullMarked;
