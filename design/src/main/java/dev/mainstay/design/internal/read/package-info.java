@NullMarked
package dev.mainstay.design.internal.read;

import org.jspecify.annotations.NullMarked;
