@NullMarked
package dev.mainstay.telemetry.scrape;

import org.jspecify.annotations.NullMarked;
