@NullMarked
package dev.mainstay.design.internal.scorecard;

import org.jspecify.annotations.NullMarked;
