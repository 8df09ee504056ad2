package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Where the policy's text comes from. */
public interface PolicySource {
  /** The most a policy may have; a thousand dependencies need less. */
  long MOST_BYTES = 4L << 20;

  /** The path or URL, for messages. */
  String place();

  /**
   * The text as it is now.
   *
   * @throws ConfigurationException when it cannot be read, saying why
   */
  String read();

  /**
   * The source at a location.
   *
   * @param location a path, or a URL that starts with {@code http://} or {@code https://}
   */
  static PolicySource at(String location) {
    String lower = location.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://")
        ? new Web(location)
        : new Local(location);
  }

  /** A file. */
  record Local(String place) implements PolicySource {
    @Override
    public String read() {
      try {
        Path path = place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place);
        if (Files.size(path) > MOST_BYTES) {
          throw problem(Files.size(path) + " bytes (expected: at most " + MOST_BYTES + ")");
        }
        return Files.readString(path);
      } catch (NoSuchFileException e) {
        throw problem("no such file (expected: a policy file or an http URL)");
      } catch (IOException | InvalidPathException e) {
        throw problem("cannot be read: " + e);
      }
    }

    private ConfigurationException problem(String what) {
      return new ConfigurationException("policy " + place, List.of(what));
    }
  }

  /** A URL. */
  final class Web implements PolicySource {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String place;
    private final HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    Web(String place) {
      this.place = place;
    }

    @Override
    public String place() {
      return place;
    }

    @Override
    public String read() {
      try {
        HttpRequest request = HttpRequest.newBuilder(URI.create(place)).timeout(PATIENCE).build();
        var response = client.send(request, BodyHandlers.ofInputStream());
        try (var body = response.body()) {
          if (response.statusCode() != 200) {
            throw problem("status " + response.statusCode() + " (expected: 200)");
          }
          byte[] bytes = body.readNBytes((int) MOST_BYTES + 1);
          if (bytes.length > MOST_BYTES) {
            throw problem("more than " + MOST_BYTES + " bytes (expected: at most that)");
          }
          return new String(bytes, StandardCharsets.UTF_8);
        }
      } catch (IOException | IllegalArgumentException e) {
        throw problem("cannot be read: " + e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw problem("interrupted while reading");
      }
    }

    private ConfigurationException problem(String what) {
      return new ConfigurationException("policy " + place, List.of(what));
    }
  }
}
