package dev.mainstay.design.internal.keys;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What each key means, from the resources {@code keys/*.properties}: a key's path and a phrase,
 * such as {@code dependencies.*.timeout=of one attempt}. A section's keys stand in the file of its
 * name, or else in the file of its kind of document.
 */
final class Descriptions {
  private static final String FOLDER = "/dev/mainstay/design/keys/";

  private Descriptions() {}

  /**
   * @param document the file of the kind of document
   * @param sections the document's keys; a path described in two files is refused
   */
  static Map<String, String> of(String document, Collection<String> sections) {
    Map<String, String> all = new TreeMap<>();
    List<String> files = new ArrayList<>(List.of(document));
    files.addAll(sections);
    for (String file : files) {
      Properties read = load(FOLDER + file + ".properties");
      for (String path : read.stringPropertyNames()) {
        if (all.put(path, read.getProperty(path).strip()) != null) {
          throw new IllegalStateException("described twice: " + path + " (again in " + file + ")");
        }
      }
    }
    return all;
  }

  /** Empty when there is no such file. */
  private static Properties load(String resource) {
    var properties = new Properties();
    try (var stream = Descriptions.class.getResourceAsStream(resource)) {
      if (stream != null) {
        properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
