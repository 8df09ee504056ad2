/**
 * The objectives of documents, held live: counted as samples come, corrected by people, remembered
 * over restarts, and asked before a release.
 */
@NullMarked
package dev.mainstay.objectives.live;

import org.jspecify.annotations.NullMarked;
