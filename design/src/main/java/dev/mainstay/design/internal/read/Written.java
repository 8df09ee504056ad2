package dev.mainstay.design.internal.read;

import dev.mainstay.design.internal.Places;
import dev.mainstay.kernel.Place;

/**
 * Where the values of a document stand that was read to its end, for what can only be said when all
 * documents are read.
 *
 * @param place of the whole document
 * @param paths to where each value stands
 */
record Written(Reading reading, Place place, Places paths) {
  boolean has(String path) {
    return paths.place(path) != null;
  }

  /** The document's place when the value is not written. */
  Place of(String path) {
    Place written = paths.place(path);
    return written == null ? place : written;
  }
}
