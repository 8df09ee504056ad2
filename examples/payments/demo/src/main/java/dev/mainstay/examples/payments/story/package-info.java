/** The story of the demo: what is promised, done to a running system and measured. */
@NullMarked
package dev.mainstay.examples.payments.story;

import org.jspecify.annotations.NullMarked;
