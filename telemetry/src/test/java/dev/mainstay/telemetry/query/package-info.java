@NullMarked
package dev.mainstay.telemetry.query;

import org.jspecify.annotations.NullMarked;
