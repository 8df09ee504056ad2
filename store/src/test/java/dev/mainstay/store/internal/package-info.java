@NullMarked
package dev.mainstay.store.internal;

import org.jspecify.annotations.NullMarked;
