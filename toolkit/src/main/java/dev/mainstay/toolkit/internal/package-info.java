/** Private to the toolkit: may change in any release. */
@NullMarked
package dev.mainstay.toolkit.internal;

import org.jspecify.annotations.NullMarked;
