package dev.mainstay.telemetry.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a server is asked: who asks, and whom to trust.
 *
 * @param user for basic authentication, or null
 * @param password in clear, or null
 * @param passwordFile read at each request, or null
 * @param scheme of the {@code Authorization} header
 * @param credentials in clear, or null
 * @param credentialsFile read at each request, or null
 * @param caFile certificates to trust in place of the system's, or null
 * @param insecure whether any certificate is taken
 * @param extra headers beside {@code Authorization}
 */
public record HttpAccess(
    @Nullable String user,
    @Nullable String password,
    @Nullable Path passwordFile,
    String scheme,
    @Nullable String credentials,
    @Nullable Path credentialsFile,
    @Nullable Path caFile,
    boolean insecure,
    boolean followRedirects,
    List<ExtraHeaders.Header> extra) {
  public static final HttpAccess NONE =
      new HttpAccess(null, null, null, "Bearer", null, null, null, false, true, List.of());

  public HttpAccess {
    extra = List.copyOf(extra);
  }

  /**
   * Headers to send.
   *
   * @throws IOException if a file with a secret cannot be read, or is not fit for a header; it does
   *     not say the secret
   */
  public Map<String, String> headers() throws IOException {
    Map<String, String> headers = ExtraHeaders.send(extra);
    String authorization = authorization();
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    return headers;
  }

  private @Nullable String authorization() throws IOException {
    if (user != null) {
      String secret = passwordFile == null ? password : secret(passwordFile);
      byte[] pair = (user + ":" + (secret == null ? "" : secret)).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
    String secret = credentialsFile == null ? credentials : secret(credentialsFile);
    if (secret != null && !isHeaderValue(secret)) {
      // Clients say a value that they refuse.
      throw new IOException(
          (credentialsFile == null ? "credentials" : credentialsFile)
              + ": line breaks or other characters that a header cannot have");
    }
    return secret == null ? null : scheme + " " + secret;
  }

  /** What is wrong with a header that is to be sent beside those of the connection. */
  public static Optional<String> wrongHeader(String name, String value) {
    return ExtraHeaders.wrongName(name)
        .or(() ->
            isHeaderValue(value)
                ? Optional.empty()
                : Optional.of("line breaks or other characters that a header cannot have"));
  }

  /** Whether a text can be sent as a header's value (RFC 9110, 5.5). */
  public static boolean isHeaderValue(String text) {
    return text.chars().allMatch(c -> c == '\t' || c >= ' ' && c < 0x7f || c > 0x7f && c <= 0xff);
  }

  /** The same, and no redirect is followed. */
  public HttpAccess withoutRedirects() {
    return new HttpAccess(
        user,
        password,
        passwordFile,
        scheme,
        credentials,
        credentialsFile,
        caFile,
        insecure,
        false,
        extra);
  }

  static String secret(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IOException("cannot read " + file, e);
    }
  }

  public static HttpAccess read(ConfigSection section, Path folder) {
    String user = null;
    String password = null;
    Path passwordFile = null;
    String scheme = "Bearer";
    String credentials = null;
    Path credentialsFile = null;
    int ways = 0;
    if (section.has("basic_auth")) {
      ways++;
      try (ConfigSection basic = section.section("basic_auth")) {
        user = basic.text("username", "");
        password = basic.text("password");
        passwordFile = file(basic, "password_file", folder);
        both(basic, "password", "password_file");
      }
    }
    if (section.has("authorization")) {
      ways++;
      try (ConfigSection authorization = section.section("authorization")) {
        scheme = authorization.text("type", "Bearer").strip();
        if (!scheme.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
          authorization.problem(
              authorization.place("type"),
              authorization.name("type") + ": not one word (expected: a scheme such as Bearer)",
              null);
        }
        credentials = authorization.text("credentials");
        credentialsFile = file(authorization, "credentials_file", folder);
        both(authorization, "credentials", "credentials_file");
        if (scheme.equalsIgnoreCase("basic")) {
          authorization.problem(
              authorization.place("type"),
              authorization.name("type") + ": " + scheme,
              "use basic_auth");
        }
      }
    }
    if (section.has("bearer_token") || section.has("bearer_token_file")) {
      ways++;
      both(section, "bearer_token", "bearer_token_file");
      credentials = section.text("bearer_token");
      credentialsFile = file(section, "bearer_token_file", folder);
    }
    if (ways > 1) {
      section.problem(
          ConfigCodes.EXCLUDES,
          section.place(),
          section.path() + ": several of basic_auth, authorization, bearer_token",
          "keep one");
    }
    Path caFile = null;
    boolean insecure = false;
    if (section.has("tls_config")) {
      try (ConfigSection tls = section.section("tls_config")) {
        caFile = file(tls, "ca_file", folder);
        insecure = tls.bool("insecure_skip_verify", false);
        for (String key : new String[] {"cert_file", "key_file", "server_name", "min_version"}) {
          tls.refuse(key, "remove it");
        }
      }
    }
    section.refuse("oauth2", "remove it");
    section.refuse("proxy_url", "remove it");
    section.ignore("enable_http2");
    return new HttpAccess(
        user,
        password,
        passwordFile,
        scheme,
        credentials,
        credentialsFile,
        caFile,
        insecure,
        section.bool("follow_redirects", true),
        ExtraHeaders.read(section, folder));
  }

  private static void both(ConfigSection section, String one, String other) {
    if (section.has(one) && section.has(other)) {
      section.problem(
          ConfigCodes.EXCLUDES,
          section.place(other),
          section.name(other) + ": beside " + one,
          "keep one of the two");
    }
  }

  private static @Nullable Path file(ConfigSection section, String key, Path folder) {
    String text = section.text(key);
    return text == null ? null : folder.resolve(text);
  }

  @Override
  public String toString() {
    return "HttpAccess[" + scheme + ", secrets hidden]";
  }
}
