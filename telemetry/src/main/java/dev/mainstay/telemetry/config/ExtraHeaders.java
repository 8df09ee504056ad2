package dev.mainstay.telemetry.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Headers that {@code http_headers} has sent beside those of a request itself. */
final class ExtraHeaders {
  private static final Set<String> RESERVED =
      Set.of(
          ("accept accept-encoding authorization connection content-encoding content-length"
                  + " content-type expect host keep-alive proxy-authenticate proxy-authorization"
                  + " te trailer transfer-encoding upgrade user-agent www-authenticate x-prometheus-remote-read-version"
                  + " x-prometheus-remote-write-version x-prometheus-scrape-timeout-seconds")
              .split(" "));

  private ExtraHeaders() {}

  /**
   * One header.
   *
   * @param values in clear, secret ones among them
   * @param files read at each request
   */
  record Header(String name, List<String> values, List<Path> files) {
    Header {
      values = List.copyOf(values);
      files = List.copyOf(files);
    }

    @Override
    public String toString() {
      return "Header[" + name + ", values hidden]";
    }
  }

  /** What a header's name is that may not be sent so. */
  static Optional<String> wrongName(String name) {
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      return Optional.of(
          "set by Mainstay (expected: other headers; credentials by basic_auth or authorization)");
    }
    return name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
        ? Optional.empty()
        : Optional.of("not a header's name");
  }

  static List<Header> read(ConfigSection section, Path folder) {
    var headers = new ArrayList<Header>();
    try (ConfigSection all = section.section("http_headers")) {
      for (String name : section.entries("http_headers").keySet()) {
        wrongName(name)
            .ifPresent(wrong -> all.problem(all.place(name), all.name(name) + ": " + wrong, null));
        try (ConfigSection each = all.section(name)) {
          var values = new ArrayList<>(texts(each, "values"));
          values.addAll(texts(each, "secrets"));
          List<Path> files = each.texts("files").stream().map(folder::resolve).toList();
          headers.add(new Header(name, values, files));
        }
      }
    }
    return headers;
  }

  private static List<String> texts(ConfigSection section, String key) {
    List<String> texts = section.texts(key);
    if (!texts.stream().allMatch(HttpAccess::isHeaderValue)) {
      section.problem(
          section.place(key),
          section.name(key) + ": line breaks or other characters that a header cannot have",
          null);
    }
    return texts;
  }

  /** Several values of one header as a list in one (RFC 9110, 5.3). */
  static Map<String, String> send(List<Header> headers) throws IOException {
    var sent = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : headers) {
      var values = new ArrayList<>(header.values);
      for (Path file : header.files) {
        String value = HttpAccess.secret(file);
        if (!HttpAccess.isHeaderValue(value)) {
          throw new IOException(
              file + ": line breaks or other characters that a header cannot have");
        }
        values.add(value);
      }
      if (!values.isEmpty()) {
        sent.merge(header.name, String.join(", ", values), (one, other) -> one + ", " + other);
      }
    }
    return sent;
  }
}
