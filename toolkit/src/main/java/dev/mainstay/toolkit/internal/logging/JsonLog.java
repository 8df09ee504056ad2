package dev.mainstay.toolkit.internal.logging;

import dev.mainstay.toolkit.Trace;
import dev.mainstay.toolkit.internal.Time;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where every record goes: one JSON object per line with {@code ts, level, logger, message,
 * service, version, instance, traceId, spanId}, the record's fields, and {@code error} with the
 * stack trace. A field whose name is taken is written with a trailing underscore. Process-wide,
 * because slf4j's loggers are.
 */
public final class JsonLog {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_STACK = 16_000;

  /** What a process writes into each of its records. */
  public record Identity(String service, String version, String instance) {}

  private static volatile @Nullable Identity identity;
  private static volatile Redactor redactor = Redactor.NONE;
  private static volatile Level threshold = Level.INFO;
  private static volatile @Nullable PrintStream redirected;
  private static volatile Time time = Time.system();

  private JsonLog() {}

  public static void identity(Identity changed) {
    identity = changed;
  }

  /** Hides these keys from now on. */
  public static void redact(Set<String> keys) {
    redactor = new Redactor(keys);
  }

  public static void threshold(Level changed) {
    threshold = changed;
  }

  /** Writes elsewhere than to standard output; null undoes it. */
  public static void redirect(@Nullable PrintStream to) {
    redirected = to;
  }

  static void time(Time changed) {
    time = changed;
  }

  static boolean enabled(Level level) {
    return level.toInt() >= threshold.toInt();
  }

  /** The text as it may be shown to anyone, by the keys in force. */
  public static String shown(String text) {
    return redactor.text(text);
  }

  static void write(
      Level level,
      String logger,
      String message,
      @Nullable List<KeyValuePair> fields,
      @Nullable Throwable error) {
    Redactor hide = redactor;
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("ts", time.now().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", level.name());
    line.put("logger", logger);
    line.put("message", hide.text(message));
    Identity who = identity;
    if (who != null) {
      line.put("service", who.service());
      line.put("version", who.version());
      line.put("instance", who.instance());
    }
    Trace.current()
        .ifPresent(trace -> {
          line.put("traceId", trace.traceId());
          line.put("spanId", trace.spanId());
        });
    Map<String, String> mdc = MDC.getCopyOfContextMap();
    if (mdc != null) {
      mdc.forEach((key, value) -> put(line, key, hide.field(key, value)));
    }
    if (fields != null) {
      fields.forEach(field -> put(line, field.key, hide.field(field.key, field.value)));
    }
    if (error != null) {
      put(line, "error", hide.text(stack(error)));
    }
    String text;
    try {
      text = JSON.writeValueAsString(line);
    } catch (JacksonException e) {
      text = "{\"level\":\"ERROR\",\"message\":\"a log record could not be written as JSON\"}";
    }
    PrintStream out = redirected == null ? System.out : redirected;
    if (out != null) {
      // One call, one write: lines of several threads do not mix.
      out.print(text + "\n");
      out.flush();
    }
  }

  private static void put(Map<String, @Nullable Object> line, String key, @Nullable Object value) {
    line.put(line.containsKey(key) ? key + "_" : key, value);
  }

  private static String stack(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    String stack = text.toString();
    return stack.length() <= LONGEST_STACK ? stack : stack.substring(0, LONGEST_STACK) + "...";
  }
}
