@NullMarked
package dev.mainstay.design.internal.keys;

import org.jspecify.annotations.NullMarked;
