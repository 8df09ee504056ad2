/**
 * What every part of Mainstay shares: time, units, problems with places, secrets, and the journal.
 */
@NullMarked
package dev.mainstay.kernel;

import org.jspecify.annotations.NullMarked;
