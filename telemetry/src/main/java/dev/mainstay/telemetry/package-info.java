/**
 * What services measure: scraped from their instances, kept in series, and read as the golden
 * signals of a service.
 */
@NullMarked
package dev.mainstay.telemetry;

import org.jspecify.annotations.NullMarked;
