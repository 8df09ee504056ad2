package dev.mainstay.benchmarks.samples;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Single requests outside of what is measured. */
final class Http {
  private Http() {}

  /** The status of a GET, or -1 when nobody answers. */
  static int status(String address) {
    try {
      var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(5000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status;
    } catch (IOException e) {
      return -1;
    }
  }

  static String get(String address) throws IOException {
    var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setReadTimeout(600_000);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      try (var in = connection.getErrorStream()) {
        throw new IOException(
            connection.getResponseCode()
                + ": "
                + new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    try (var in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static String post(String address) throws IOException {
    var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setReadTimeout(120_000);
    try (var in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
