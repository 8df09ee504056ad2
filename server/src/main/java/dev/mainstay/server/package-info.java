/** The running Mainstay: what the modules are, wired together, and its HTTP interface. */
@NullMarked
package dev.mainstay.server;

import org.jspecify.annotations.NullMarked;
