package dev.mainstay.telemetry.scrape;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mainstay.telemetry.config.ConfigCodes;
import dev.mainstay.telemetry.config.ConfigSection;
import dev.mainstay.telemetry.query.RegexTemplate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One step of relabelling, as Prometheus defines it: the source labels' values are joined, matched
 * as a whole, and the action changes the labels or drops them all.
 *
 * @param modulus of {@link Action#HASHMOD}, else 0
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config">the
 *     documentation</a>
 */
record RelabelRule(
    Action action,
    List<String> sourceLabels,
    String separator,
    Pattern regex,
    long modulus,
    String targetLabel,
    String replacement) {
  private static final String SEPARATOR = ";";
  private static final String REGEX = "(.*)";
  private static final String REPLACEMENT = "$1";
  private static final java.util.regex.Pattern LABEL =
      java.util.regex.Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  // A label's name in which groups may stand.
  private static final java.util.regex.Pattern TARGET =
      java.util.regex.Pattern.compile("(?:(?:[a-zA-Z_]|\\$(?:\\{\\w+\\}|\\w+))+\\w*)+");
  private static final int MOST_TEXT = 4096;

  enum Action {
    REPLACE,
    KEEP,
    DROP,
    KEEPEQUAL,
    DROPEQUAL,
    HASHMOD,
    LABELMAP,
    LABELDROP,
    LABELKEEP,
    LOWERCASE,
    UPPERCASE;

    boolean setsLabel() {
      return switch (this) {
        case REPLACE, HASHMOD, LOWERCASE, UPPERCASE, KEEPEQUAL, DROPEQUAL -> true;
        default -> false;
      };
    }
  }

  static boolean isLabelName(String name) {
    return LABEL.matcher(name).matches();
  }

  /** Labels after all rules, or null when one of them drops them; the argument is changed. */
  static @Nullable Map<String, String> apply(List<RelabelRule> rules, Map<String, String> labels) {
    for (RelabelRule rule : rules) {
      if (!rule.apply(labels)) {
        return null;
      }
    }
    return labels;
  }

  /** False drops the labels. */
  private boolean apply(Map<String, String> labels) {
    String value =
        sourceLabels.size() == 1
            ? labels.getOrDefault(sourceLabels.getFirst(), "")
            : sourceLabels.stream()
                .map(name -> labels.getOrDefault(name, ""))
                .collect(Collectors.joining(separator));
    switch (action) {
      case KEEP -> {
        return regex.matches(value);
      }
      case DROP -> {
        return !regex.matches(value);
      }
      case KEEPEQUAL -> {
        return labels.getOrDefault(targetLabel, "").equals(value);
      }
      case DROPEQUAL -> {
        return !labels.getOrDefault(targetLabel, "").equals(value);
      }
      case REPLACE -> replace(value, labels);
      case LOWERCASE -> set(labels, targetLabel, value.toLowerCase(Locale.ROOT));
      case UPPERCASE -> set(labels, targetLabel, value.toUpperCase(Locale.ROOT));
      case HASHMOD -> set(labels, targetLabel, Long.toUnsignedString(hash(value)));
      case LABELMAP ->
          new TreeMap<>(labels)
              .forEach((name, text) -> {
                Matcher match = regex.matcher(name);
                if (match.matches()) {
                  set(labels, RegexTemplate.expand(replacement, match), text);
                }
              });
      case LABELDROP -> labels.keySet().removeIf(regex::matches);
      case LABELKEEP -> labels.keySet().removeIf(name -> !regex.matches(name));
    }
    return true;
  }

  private void replace(String value, Map<String, String> labels) {
    Matcher match = regex.matcher(value);
    if (!match.matches()) {
      return;
    }
    String target = RegexTemplate.expand(targetLabel, match);
    if (isLabelName(target)) {
      set(labels, target, RegexTemplate.expand(replacement, match));
    }
  }

  private static void set(Map<String, String> labels, String name, String value) {
    if (value.isEmpty()) {
      labels.remove(name);
    } else if (isLabelName(name)) {
      labels.put(name, value);
    }
  }

  private long hash(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
      return Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(8), modulus);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a rule, with everything that Prometheus demands of it. */
  static RelabelRule read(ConfigSection section) {
    Action action =
        section.value(
            "action",
            Action.REPLACE,
            Arrays.stream(Action.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")),
            text -> {
              for (Action each : Action.values()) {
                if (each.name().equalsIgnoreCase(text)) {
                  return each;
                }
              }
              return null;
            });
    List<String> sources = section.texts("source_labels");
    for (int i = 0; i < sources.size(); i++) {
      if (!isLabelName(sources.get(i))) {
        section.problem(
            section.places("source_labels").get(i),
            section.name("source_labels") + ": '" + sources.get(i) + "' is no label's name",
            null);
      }
    }
    String regex = section.text("regex", REGEX);
    var rule =
        new RelabelRule(
            action,
            sources,
            section.text("separator", SEPARATOR),
            pattern(section, regex),
            section.number("modulus", 0),
            section.text("target_label", ""),
            section.text("replacement", REPLACEMENT));
    rule.check(section, regex);
    return rule;
  }

  private static Pattern pattern(ConfigSection section, String regex) {
    try {
      if (regex.length() <= MOST_TEXT) {
        return Pattern.compile(regex, Pattern.DOTALL);
      }
      section.problem(
          section.place("regex"), section.name("regex") + ": longer than " + MOST_TEXT, null);
    } catch (PatternSyntaxException e) {
      section.problem(
          section.place("regex"), section.name("regex") + ": " + e.getDescription(), null);
    }
    return Pattern.compile(REGEX);
  }

  private void check(ConfigSection section, String regexText) {
    String name = action.name().toLowerCase(Locale.ROOT);
    if (action == Action.HASHMOD && modulus == 0) {
      section.problem(
          ConfigCodes.MISSING,
          section.place("modulus"),
          section.path() + ": hashmod without modulus",
          "add modulus: 2 or more");
    }
    if (action.setsLabel() && targetLabel.isEmpty()) {
      section.problem(
          ConfigCodes.MISSING,
          section.place("target_label"),
          section.path() + ": " + name + " without target_label",
          "name the label to set or compare");
    } else if (action == Action.HASHMOD
        ? !isLabelName(targetLabel)
        : action.setsLabel() && !TARGET.matcher(targetLabel).matches()) {
      section.problem(
          section.place("target_label"),
          section.name("target_label") + ": '" + targetLabel + "' is no label's name",
          null);
    }
    if (action == Action.LABELMAP && !TARGET.matcher(replacement).matches()) {
      section.problem(
          section.place("replacement"),
          section.name("replacement") + ": '" + replacement + "' is no label's name",
          null);
    }
    boolean cased = action == Action.LOWERCASE || action == Action.UPPERCASE;
    boolean equal = action == Action.KEEPEQUAL || action == Action.DROPEQUAL;
    boolean byName = action == Action.LABELDROP || action == Action.LABELKEEP;
    without(section, "replacement", (cased || equal || byName) && !replacement.equals(REPLACEMENT));
    without(section, "regex", equal && !regexText.equals(REGEX));
    without(section, "modulus", (equal || byName) && modulus != 0);
    without(section, "separator", (equal || byName) && !separator.equals(SEPARATOR));
    without(section, "source_labels", byName && !sourceLabels.isEmpty());
    without(section, "target_label", byName && !targetLabel.isEmpty());
  }

  private void without(ConfigSection section, String key, boolean wrong) {
    if (wrong) {
      section.problem(
          ConfigCodes.EXCLUDES,
          section.place(key),
          section.name(key) + ": means nothing to " + action.name().toLowerCase(Locale.ROOT),
          "remove it");
    }
  }

  static List<RelabelRule> readAll(ConfigSection section, String key) {
    return section.sections(key, RelabelRule::read);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RelabelRule rule && toString().equals(rule.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
