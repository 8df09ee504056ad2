package dev.mainstay.design.internal.read;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.imports.Beside;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import org.jspecify.annotations.Nullable;

/**
 * A document of {@code kind: Service}, read by itself. What it keeps is small: the text's nodes are
 * let go, so that those of thousands of files are never in memory together.
 *
 * @param reading what was gathered of this document alone
 * @param name empty when it has none
 * @param namePlace where the name stands
 * @param place of the whole document
 */
record ServiceDocument(
    Reading reading, String name, Place namePlace, Place place, Service service) {

  /**
   * @param reading of this document alone; what is wrong with its head is in it
   * @param addition what files of other formats say of the service, or null
   */
  static ServiceDocument read(
      Reading reading,
      Section head,
      String name,
      Node.Mapping mapping,
      Beside.@Nullable Addition addition) {
    Place namePlace = head.placeOf("name");
    reading.written(name, "", namePlace);
    Node.Mapping whole =
        addition == null ? mapping : Additions.to(reading, name, mapping, addition);
    Section section = Head.whole(reading, name, whole);
    Service service = ServiceReader.read(section, name);
    return new ServiceDocument(reading, name, namePlace, whole.place(), service);
  }
}
