/**
 * The design: what a team decided about running a service, read from text, checked, and compiled
 * into what the other modules need. Pure: text in, values out.
 */
@NullMarked
package dev.mainstay.design;

import org.jspecify.annotations.NullMarked;
