/** The command line: pure commands run here, the others ask a running server. */
@NullMarked
package dev.mainstay.cli;

import org.jspecify.annotations.NullMarked;
