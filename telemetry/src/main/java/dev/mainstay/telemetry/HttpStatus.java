package dev.mainstay.telemetry;

/** The {@code status} label of {@code http_server_requests_total}. */
public final class HttpStatus {
  private HttpStatus() {}

  /** The number of the status, {@code 5xx} taken as 500; -1 when the label holds neither. */
  public static int of(Labels labels) {
    String status = labels.value("status");
    if (status.length() != 3 || status.charAt(0) < '1' || status.charAt(0) > '9') {
      return -1;
    }
    if (status.regionMatches(true, 1, "xx", 0, 2)) {
      return (status.charAt(0) - '0') * 100;
    }
    for (int i = 1; i < 3; i++) {
      if (status.charAt(i) < '0' || status.charAt(i) > '9') {
        return -1;
      }
    }
    return Integer.parseInt(status);
  }
}
