@NullMarked
package dev.mainstay.design.internal.checks;

import org.jspecify.annotations.NullMarked;
