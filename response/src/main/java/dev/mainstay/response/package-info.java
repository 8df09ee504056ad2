/**
 * Response: alerts become incidents, incidents page people until somebody takes them, and what
 * happened is told afterwards from the journal.
 */
@NullMarked
package dev.mainstay.response;

import org.jspecify.annotations.NullMarked;
