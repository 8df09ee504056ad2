/** What the configurations of scraping and of stores have in common. */
@NullMarked
package dev.mainstay.telemetry.config;

import org.jspecify.annotations.NullMarked;
