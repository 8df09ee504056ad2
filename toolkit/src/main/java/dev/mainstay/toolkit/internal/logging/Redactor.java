package dev.mainstay.toolkit.internal.logging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides the values of named keys: in fields, and in text of the forms {@code key=value}, {@code
 * key: value} and {@code "key":"value"}. Keys match whatever their case, {@code _} and {@code -},
 * and also as the end of a longer key: {@code cardNumber} hides {@code card_number} and {@code
 * db.card-number}. Immutable.
 */
public final class Redactor {
  static final String HIDDEN = "[redacted]";
  static final Redactor NONE = new Redactor(Set.of());

  private final List<String> keys;
  private final @Nullable Pattern text;

  public Redactor(Set<String> redact) {
    this.keys = redact.stream().map(Redactor::plain).filter(k -> !k.isEmpty()).sorted().toList();
    this.text = keys.isEmpty() ? null : pattern(keys);
  }

  private static Pattern pattern(List<String> keys) {
    List<String> alternatives = new ArrayList<>();
    for (String key : keys) {
      StringBuilder spelled = new StringBuilder();
      for (int i = 0; i < key.length(); i++) {
        spelled.append(i == 0 ? "" : "[_-]?").append(Pattern.quote(key.substring(i, i + 1)));
      }
      alternatives.add(spelled.toString());
    }
    return Pattern.compile(
        "(?i)((?:"
            + String.join("|", alternatives)
            + ")(?:\\\\?[\"'])?\\s*[:=]\\s*)"
            + "(\\\\?\"(?:[^\"\\\\]|\\\\[^\"])*\\\\?\"|'[^']*'|(?:bearer|basic|digest)\\s+[^\\s,;]+|[^\\s,;&}\\])\"']+)");
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  boolean hides(String key) {
    String plain = plain(key);
    return keys.stream().anyMatch(plain::endsWith);
  }

  String text(String message) {
    return text == null
        ? message
        : text.matcher(message).replaceAll(m -> Matcher.quoteReplacement(m.group(1) + HIDDEN));
  }

  /** A value as it may be shown under the key. */
  @Nullable Object field(String key, @Nullable Object value) {
    if (hides(key)) {
      return HIDDEN;
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      map.forEach((k, v) -> shown.put(String.valueOf(k), field(String.valueOf(k), v)));
      return shown;
    }
    if (value instanceof Iterable<?> items) {
      List<@Nullable Object> shown = new ArrayList<>();
      items.forEach(item -> shown.add(field("", item)));
      return shown;
    }
    return text(String.valueOf(value));
  }
}
