@NullMarked
package dev.mainstay.server.internal.prometheus;

import org.jspecify.annotations.NullMarked;
