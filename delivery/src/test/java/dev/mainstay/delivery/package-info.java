@NullMarked
package dev.mainstay.delivery;

import org.jspecify.annotations.NullMarked;
