package dev.mainstay.design.internal.read;

import dev.mainstay.design.OwnCheck;
import dev.mainstay.design.internal.checks.own.Expression;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code checks} of the organisation. */
final class OwnCheckReader {
  private static final Pattern OWN = Pattern.compile("(?!MS-)[A-Z][A-Z0-9]{0,9}-\\d{3}");
  private static final Form<String> CODE =
      Forms.of(
          "a code of your own, such as SHOP-001",
          text -> OWN.matcher(text).matches() ? Optional.of(text) : Optional.empty());
  private static final Form<String> SUBJECT =
      Forms.of("service", text -> text.equals("service") ? Optional.of(text) : Optional.empty())
          .spelt(Spelling.words(List.of("service")));
  private static final Form<Boolean> SEVERITY =
      Forms.of(
              "error or warning",
              text ->
                  switch (text) {
                    case "error" -> Optional.of(true);
                    case "warning" -> Optional.of(false);
                    default -> Optional.empty();
                  },
              text -> Nearest.of(text, List.of("error", "warning")))
          .spelt(Spelling.words(List.of("error", "warning")));
  private static final Form<String> CONDITION =
      Forms.of("a condition such as `service.instances.min >= 2`", Optional::of);
  private static final Form<String> PATH =
      Forms.of(
          "the path of a value, such as instances/min",
          text ->
              text.matches("[A-Za-z0-9-]+(/[A-Za-z0-9-]+)*") ? Optional.of(text) : Optional.empty(),
          text -> text.contains(".") ? Optional.of(text.replace('.', '/')) : Optional.empty());

  private OwnCheckReader() {}

  static List<OwnCheck> read(Section organisation) {
    List<OwnCheck> checks = new ArrayList<>();
    for (Section.Member member : organisation.members("checks", CODE)) {
      Section section = member.section();
      section.value("of", SUBJECT);
      checks.add(
          new OwnCheck(
              member.name(),
              when(section),
              holds(section),
              section.required("message", Forms.TEXT, "unknown"),
              section.value("why", Forms.TEXT).orElse(null),
              section.value("fix", Forms.TEXT).orElse(null),
              section.or("severity", SEVERITY, true),
              section.or("at", PATH, "")));
      section.end();
    }
    return checks;
  }

  private static @Nullable String when(Section section) {
    String text = section.value("when", CONDITION).orElse(null);
    section.node("when").ifPresent(node -> faults(section, "when", node, text));
    return text;
  }

  private static String holds(Section section) {
    String text = section.required("holds", CONDITION, "true");
    section.node("holds").ifPresent(node -> faults(section, "holds", node, text));
    return text;
  }

  private static void faults(Section section, String key, Node node, @Nullable String text) {
    if (text == null) {
      return;
    }
    for (Expression.Fault fault : Expression.faults(text)) {
      boolean inside = node instanceof Node.Scalar scalar && scalar.isWhole();
      section
          .reading()
          .error(
              "MS-F011",
              inside
                  ? key + ": " + fault.message()
                  : "%s: %s (line %d, column %d of the expression)"
                      .formatted(key, fault.message(), fault.line(), fault.column() + 1),
              inside ? place((Node.Scalar) node, fault) : section.placeOf(key),
              "write a condition of the Common Expression Language over `service` and"
                  + " `organisation`");
    }
  }

  private static Place place(Node.Scalar scalar, Expression.Fault fault) {
    Place at = scalar.place();
    String text = scalar.text();
    int column =
        text.offsetByCodePoints(0, Math.min(fault.column(), text.codePointCount(0, text.length())));
    int quote = scalar.plain() ? 0 : 1;
    return new Place(
        at.file(), at.line(), at.column() + quote + Math.min(column, text.length() - 1), 1);
  }
}
