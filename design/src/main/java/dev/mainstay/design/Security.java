package dev.mainstay.design;

import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may call it, with what, and how its data and secrets are kept; null where nothing is written.
 *
 * @param exposure from where it can be reached
 * @param authorisation what a caller may do, in words
 * @param tls the least version that is accepted
 * @param data what is stored, by name
 * @param secrets by name
 * @param rotateWithin the longest that any secret may live
 * @param auditKeep how long the record of who did what is kept
 */
public record Security(
    @Nullable Exposure exposure,
    @Nullable Authentication authentication,
    @Nullable String authorisation,
    Inputs inputs,
    @Nullable Tls tls,
    Headers headers,
    List<Data> data,
    List<SecretUse> secrets,
    @Nullable Duration rotateWithin,
    @Nullable Duration auditKeep) {
  /** Nothing is written about it. */
  public static final Security NONE =
      new Security(
          null, null, null, Inputs.NONE, null, Headers.NONE, List.of(), List.of(), null, null);

  public Security {
    data = List.copyOf(data);
    secrets = List.copyOf(secrets);
  }

  /** From where it can be reached. */
  public enum Exposure {
    INTERNET,
    PARTNER,
    INTERNAL
  }

  /**
   * How callers prove who they are.
   *
   * @param access how long an access token or a session is good for
   * @param refresh how long it can be renewed
   */
  public record Authentication(Kind kind, @Nullable Duration access, @Nullable Duration refresh) {
    public enum Kind {
      JWT,
      API_KEY,
      MTLS,
      SESSION,
      NONE
    }
  }

  /**
   * Limits of what is taken in.
   *
   * @param maxBody of one request
   * @param perUser requests of one user
   */
  public record Inputs(@Nullable Bytes maxBody, @Nullable Rate perUser) {
    public static final Inputs NONE = new Inputs(null, null);
  }

  /** Versions of transport encryption, from none to the newest. */
  public enum Tls {
    NONE("none"),
    V1_0("1.0"),
    V1_1("1.1"),
    V1_2("1.2"),
    V1_3("1.3");

    private final String word;

    Tls(String word) {
      this.word = word;
    }

    /** As the design writes it. */
    public String word() {
      return word;
    }
  }

  /**
   * What responses tell browsers.
   *
   * @param hsts how long a browser insists on https
   * @param cors origins whose pages may call it; {@code *} is any
   * @param csp where pages may load scripts from
   */
  public record Headers(@Nullable Duration hsts, List<String> cors, @Nullable String csp) {
    public static final Headers NONE = new Headers(null, List.of(), null);

    public Headers {
      cors = List.copyOf(cors);
    }
  }

  /**
   * A kind of data that is stored.
   *
   * @param fields names of its fields, as logs would have them
   * @param atRest how it is encrypted
   * @param keep how long
   * @param deleteWithin a request to delete it is done, in every copy
   */
  public record Data(
      String name,
      DataClass kind,
      List<String> fields,
      @Nullable AtRest atRest,
      @Nullable Duration keep,
      @Nullable Duration deleteWithin) {
    public Data {
      fields = List.copyOf(fields);
    }
  }

  /** Whom it hurts when data gets out. */
  public enum DataClass {
    PUBLIC,
    INTERNAL,
    PERSONAL,
    HEALTH,
    PAYMENT;

    /** Whether the law or a contract protects it. */
    public boolean isSensitive() {
      return compareTo(PERSONAL) >= 0;
    }

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Encryption of what is stored. */
  public enum AtRest {
    NONE,
    AES128,
    AES256
  }

  /**
   * Something that must not be known.
   *
   * @param from where the service reads it
   * @param env the environment variable that holds it or its path, or null
   * @param rotate how often it is replaced
   * @param rotated when it last was
   * @param signs the tokens that it signs, or null
   * @param overlap how long the one before is still accepted
   */
  public record SecretUse(
      String name,
      Source from,
      @Nullable String env,
      @Nullable Duration rotate,
      @Nullable LocalDate rotated,
      @Nullable Token signs,
      @Nullable Duration overlap) {}

  /** Where a secret comes from. */
  public enum Source {
    VAULT,
    SECRET,
    FILE,
    ENVIRONMENT,
    CONFIG_MAP
  }

  /** What authentication hands out. */
  public enum Token {
    ACCESS,
    REFRESH
  }
}
