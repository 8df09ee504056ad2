@NullMarked
package dev.mainstay.design.internal;

import org.jspecify.annotations.NullMarked;
