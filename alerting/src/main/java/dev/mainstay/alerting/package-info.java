/**
 * Alerts: rules over the latest scrapes become pending, firing and resolved; what fires together is
 * announced together. The rest of the system hears of it through the journal only.
 */
@NullMarked
package dev.mainstay.alerting;

import org.jspecify.annotations.NullMarked;
