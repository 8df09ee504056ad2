/** The data folder, the schema, the group commit and the hash chain. */
@NullMarked
package dev.mainstay.store.internal;

import org.jspecify.annotations.NullMarked;
