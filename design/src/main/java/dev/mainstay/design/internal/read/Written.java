package dev.mainstay.design.internal.read;

import dev.mainstay.kernel.Place;
import java.util.Map;

/**
 * Where the values of a document stand that was read to its end, for what can only be said when all
 * documents are read.
 *
 * @param place of the whole document
 * @param paths to where each value stands
 */
record Written(Reading reading, Place place, Map<String, Place> paths) {
  boolean has(String path) {
    return paths.containsKey(path);
  }

  /** The document's place when the value is not written. */
  Place of(String path) {
    return paths.getOrDefault(path, place);
  }
}
