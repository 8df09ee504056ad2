/** A server of the Language Server Protocol, so that editors know what the compiler knows. */
@NullMarked
package dev.mainstay.cli.editor;

import org.jspecify.annotations.NullMarked;
