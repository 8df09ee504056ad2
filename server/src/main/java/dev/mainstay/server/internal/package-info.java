@NullMarked
package dev.mainstay.server.internal;

import org.jspecify.annotations.NullMarked;
