@NullMarked
package dev.mainstay.store;

import org.jspecify.annotations.NullMarked;
