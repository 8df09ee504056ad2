/**
 * Where samples live: the index of series and their open chunks in memory, the log that makes what
 * was acknowledged durable, and the sealed chunks on disk.
 */
@NullMarked
package dev.mainstay.telemetry.storage;

import org.jspecify.annotations.NullMarked;
