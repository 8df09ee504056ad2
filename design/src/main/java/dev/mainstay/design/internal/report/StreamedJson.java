package dev.mainstay.design.internal.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object, indented, and a line break after it; only a piece of it is in memory at once. */
final class StreamedJson implements AutoCloseable {
  private final Writer to;
  private final JsonGenerator json;

  StreamedJson(Writer to) {
    this.to = to;
    json =
        JsonReport.JSON.createGenerator(to).configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false);
    json.writeStartObject();
  }

  void text(String key, String text) {
    json.writeStringProperty(key, text);
  }

  void value(String key, JsonNode value) {
    json.writeName(key);
    json.writeTree(value);
  }

  /** What stands under the key until {@link #endArray}, or {@link #endObject}. */
  void startArray(String key) {
    json.writeArrayPropertyStart(key);
  }

  void endArray() {
    json.writeEndArray();
  }

  void startObject() {
    json.writeStartObject();
  }

  void endObject() {
    json.writeEndObject();
  }

  /**
   * An array of objects.
   *
   * @param each fills the object of an item
   */
  <T> void array(String key, Iterable<T> items, BiConsumer<ObjectNode, T> each) {
    startArray(key);
    items(items, each);
    endArray();
  }

  /** As {@link #array}, in an array that is open. */
  <T> void items(Iterable<T> items, BiConsumer<ObjectNode, T> each) {
    for (T item : items) {
      ObjectNode node = JsonReport.JSON.createObjectNode();
      each.accept(node, item);
      json.writeTree(node);
    }
  }

  @Override
  public void close() {
    json.writeEndObject();
    json.close();
    try {
      to.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
