/** What all addresses have in common, whatever they answer. */
@NullMarked
package dev.mainstay.server.internal.http;

import org.jspecify.annotations.NullMarked;
