/**
 * Persistence: the features' stores and the journal on SQLite. What a save acknowledged is durable.
 */
@NullMarked
package dev.mainstay.store;

import org.jspecify.annotations.NullMarked;
