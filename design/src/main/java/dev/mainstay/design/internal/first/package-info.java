@NullMarked
package dev.mainstay.design.internal.first;

import org.jspecify.annotations.NullMarked;
