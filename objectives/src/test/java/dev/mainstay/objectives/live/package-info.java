@NullMarked
package dev.mainstay.objectives.live;

import org.jspecify.annotations.NullMarked;
