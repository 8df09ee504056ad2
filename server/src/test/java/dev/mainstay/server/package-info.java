@NullMarked
package dev.mainstay.server;

import org.jspecify.annotations.NullMarked;
