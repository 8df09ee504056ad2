package dev.mainstay.design.internal.read;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Nearest;
import java.util.List;
import java.util.Optional;

/** What every document of a design starts with. */
record Head(Optional<Kind> kind, String name) {
  static final String API_VERSION = "mainstay/v1";

  private static final Form<String> VERSION =
      Forms.of(
              API_VERSION,
              text -> text.equals(API_VERSION) ? Optional.of(text) : Optional.empty(),
              text -> Optional.of(API_VERSION))
          .spelt(Spelling.words(List.of(API_VERSION)));
  private static final List<String> KINDS = List.of("Service", "ServicePart", "Organisation");
  private static final Form<Optional<Kind>> KIND =
      Forms.of(
              "Service, ServicePart or Organisation",
              text ->
                  switch (text) {
                    case "Service" -> Optional.of(Optional.of(Kind.SERVICE));
                    case "ServicePart" -> Optional.of(Optional.of(Kind.SERVICE_PART));
                    case "Organisation" -> Optional.of(Optional.of(Kind.ORGANISATION));
                    default -> Optional.empty();
                  },
              text -> Nearest.of(text, KINDS))
          .spelt(Spelling.words(KINDS));

  enum Kind {
    SERVICE,
    SERVICE_PART,
    ORGANISATION
  }

  static Head of(Section section) {
    section.required("apiVersion", VERSION, API_VERSION);
    Optional<Kind> kind = section.required("kind", KIND, Optional.empty());
    return new Head(kind, section.required("name", Forms.IDENTIFIER, ""));
  }

  /** The start of a document, of which it is not known yet whose it is. */
  static Section section(Reading reading, Node.Mapping mapping) {
    return new WrittenSection(reading, "", reading.root, mapping.entries(), mapping.place());
  }

  /** The whole document, its head known. */
  static Section whole(Reading reading, String design, Node.Mapping mapping) {
    var section =
        new WrittenSection(reading, design, reading.root, mapping.entries(), mapping.place());
    section.has("apiVersion");
    section.has("kind");
    section.has("name");
    return section;
  }

  static boolean isOfService(Node node) {
    return node instanceof Node.Mapping mapping
        && says(mapping, "apiVersion", API_VERSION)
        && says(mapping, "kind", "Service");
  }

  private static boolean says(Node.Mapping mapping, String key, String text) {
    return mapping.entries().stream()
        .anyMatch(entry ->
            entry.key().text().equals(key)
                && entry.value() instanceof Node.Scalar scalar
                && scalar.text().equals(text));
  }
}
