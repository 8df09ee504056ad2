package dev.mainstay.design.internal.diff;

import dev.mainstay.design.DesignDiff;
import dev.mainstay.design.DesignDiff.Change;
import dev.mainstay.design.DesignDiff.Value;
import dev.mainstay.design.Sources;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A difference in writing. */
public final class DiffText {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private DiffText() {}

  public static String text(DesignDiff diff) {
    if (diff.isEmpty()) {
      return "no difference\n";
    }
    var out = new StringBuilder();
    services(out, "new services", diff.added());
    services(out, "services that are gone", diff.removed());
    changes(out, "promises", diff.promises());
    changes(out, "risk", diff.risks());
    findings(out, "findings that appear", "+", diff.appeared());
    findings(out, "findings that vanish", "-", diff.vanished());
    changes(out, "cost", diff.costs());
    values(out, diff.values());
    return out.toString();
  }

  private static void heading(StringBuilder out, String heading) {
    out.append(out.isEmpty() ? "" : "\n").append(heading).append('\n');
  }

  private static void services(StringBuilder out, String heading, List<String> names) {
    if (!names.isEmpty()) {
      heading(out, heading);
      names.forEach(name -> out.append("  ").append(name).append('\n'));
    }
  }

  private static void changes(StringBuilder out, String heading, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    heading(out, heading);
    for (Change change : changes) {
      out.append("  %s: %s\n".formatted(change.service(), change.what()));
      side(out, "-", change.before());
      side(out, "+", change.after());
    }
  }

  private static void side(StringBuilder out, String mark, @Nullable String told) {
    if (told != null) {
      out.append("    ").append(mark).append(' ').append(printable(told)).append('\n');
    }
  }

  private static void findings(
      StringBuilder out, String heading, String mark, List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    heading(out, heading);
    for (Problem problem : problems) {
      out.append(
          "  %s %s[%s] %s%s\n"
              .formatted(
                  mark,
                  severity(problem),
                  problem.code(),
                  printable(problem.message()),
                  problem.place() == null ? "" : " (" + problem.place() + ")"));
      if (problem.arithmetic() != null) {
        out.append("      ").append(printable(problem.arithmetic())).append('\n');
      }
    }
  }

  private static void values(StringBuilder out, List<Value> values) {
    if (values.isEmpty()) {
      return;
    }
    heading(out, "values");
    for (Value value : values) {
      out.append("  %s: %s\n".formatted(design(value), value.path()));
      side(out, "-", written(value.before(), value.placeBefore()));
      side(out, "+", written(value.after(), value.placeAfter()));
    }
  }

  private static String written(@Nullable String text, @Nullable Place place) {
    return text == null || place == null ? "not written" : text + "  (" + place + ")";
  }

  private static String design(Value value) {
    return value.design().equals(Sources.ORGANISATION) ? "organisation" : value.design();
  }

  public static String json(DesignDiff diff) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode added = root.putArray("added");
    diff.added().forEach(added::add);
    ArrayNode removed = root.putArray("removed");
    diff.removed().forEach(removed::add);
    changes(root.putArray("promises"), diff.promises());
    changes(root.putArray("risks"), diff.risks());
    findings(root.putArray("appeared"), diff.appeared());
    findings(root.putArray("vanished"), diff.vanished());
    changes(root.putArray("costs"), diff.costs());
    ArrayNode values = root.putArray("values");
    for (Value value : diff.values()) {
      ObjectNode at = values.addObject().put("design", design(value)).put("path", value.path());
      at.put("before", value.before()).put("placeBefore", told(value.placeBefore()));
      at.put("after", value.after()).put("placeAfter", told(value.placeAfter()));
    }
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void changes(ArrayNode array, List<Change> changes) {
    changes.forEach(change ->
        array
            .addObject()
            .put("service", change.service())
            .put("what", change.what())
            .put("before", change.before())
            .put("after", change.after()));
  }

  private static void findings(ArrayNode array, List<Problem> problems) {
    problems.forEach(problem ->
        array
            .addObject()
            .put("code", problem.code())
            .put("severity", severity(problem))
            .put("message", problem.message())
            .put("place", told(problem.place()))
            .put("arithmetic", problem.arithmetic()));
  }

  private static @Nullable String told(@Nullable Place place) {
    return place == null ? null : place.toString();
  }

  private static String severity(Problem problem) {
    return problem.severity().name().toLowerCase(Locale.ROOT);
  }

  /** Control characters from a file must not reach a terminal. */
  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
