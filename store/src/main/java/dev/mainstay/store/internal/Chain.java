package dev.mainstay.store.internal;

import dev.mainstay.kernel.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * The journal's hash chain: each entry's hash covers the hash before it and the entry's own
 * content, so that no entry can be changed, inserted or removed without every later hash changing.
 */
public final class Chain {
  /** The hash that stands before the first entry. */
  public static final String GENESIS = "0".repeat(64);

  private Chain() {}

  /**
   * An entry as it is stored, which need not make a valid event any more.
   *
   * @param data in canonical JSON
   */
  public record Content(
      long sequence,
      Instant at,
      String type,
      int version,
      String service,
      String subject,
      String summary,
      String data) {

    static Content of(long sequence, Instant at, Event event) {
      return new Content(
          sequence,
          at,
          event.type(),
          event.version(),
          event.service(),
          event.subject(),
          event.summary(),
          CanonicalJson.object(event.data()));
    }

    /** SHA-256 in hex over {@code previous} and this in canonical JSON, both in UTF-8. */
    public String hash(String previous) {
      String content =
          "{\"at\":\""
              + at
              + "\",\"data\":"
              + data
              + ",\"sequence\":"
              + sequence
              + ",\"service\":"
              + CanonicalJson.string(service)
              + ",\"subject\":"
              + CanonicalJson.string(subject)
              + ",\"summary\":"
              + CanonicalJson.string(summary)
              + ",\"type\":"
              + CanonicalJson.string(type)
              + ",\"version\":"
              + version
              + "}";
      return sha256(previous + content);
    }
  }

  /** SHA-256 in hex of a text in UTF-8. */
  static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The event as every database can keep it: unpaired surrogates and NUL, which UTF-8 or PostgreSQL
   * refuse, become U+FFFD. Hashing anything else would break the chain on reading back.
   */
  static Event storable(Event event) {
    var data = new TreeMap<String, String>();
    event.data().forEach((key, value) -> data.put(storable(key), storable(value)));
    return new Event(
        event.type(),
        event.version(),
        storable(event.service()),
        storable(event.subject()),
        storable(event.summary()),
        data);
  }

  static String storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return text.codePoints()
            .map(p -> p == 0 || (p >= 0xD800 && p <= 0xDFFF) ? 0xFFFD : p)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }
}
