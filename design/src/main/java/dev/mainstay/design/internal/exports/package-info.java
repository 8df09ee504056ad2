@NullMarked
package dev.mainstay.design.internal.exports;

import org.jspecify.annotations.NullMarked;
