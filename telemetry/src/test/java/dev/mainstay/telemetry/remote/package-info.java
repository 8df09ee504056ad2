@NullMarked
package dev.mainstay.telemetry.remote;

import org.jspecify.annotations.NullMarked;
