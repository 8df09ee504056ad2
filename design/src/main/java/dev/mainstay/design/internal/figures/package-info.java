@NullMarked
package dev.mainstay.design.internal.figures;

import org.jspecify.annotations.NullMarked;
