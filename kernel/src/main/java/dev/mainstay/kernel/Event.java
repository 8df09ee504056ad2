package dev.mainstay.kernel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fact, as a feature states it. The feature's {@code …Events} class makes and reads them.
 *
 * @param type feature and past participle, {@code alert.fired}
 * @param version of the shape of {@code data}, from 1
 * @param service the service it is about, or the empty string when it is about none
 * @param subject the thing it is about, {@code incident/INC-7}, {@code deployment/DEP-3}
 * @param summary one sentence for a timeline, without the time; never holds a secret
 * @param data the details, flat; keys in camelCase, instants and durations in ISO-8601
 */
public record Event(
    String type,
    int version,
    String service,
    String subject,
    String summary,
    Map<String, String> data) {

  public Event {
    if (type.isBlank() || version < 1) {
      throw new IllegalArgumentException("event: " + type + " v" + version);
    }
    data = Collections.unmodifiableMap(new TreeMap<>(data));
  }

  /** The detail under {@code key}; the event is malformed without it. */
  public String require(String key) {
    String value = data.get(key);
    if (value == null) {
      throw new IllegalArgumentException(type + " v" + version + " lacks " + key);
    }
    return value;
  }
}
