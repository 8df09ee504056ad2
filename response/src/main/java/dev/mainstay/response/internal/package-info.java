/** The incident's rules as pure functions, its pages, and the texts drawn from it. */
@NullMarked
package dev.mainstay.response.internal;

import org.jspecify.annotations.NullMarked;
