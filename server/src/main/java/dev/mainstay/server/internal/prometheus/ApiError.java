package dev.mainstay.server.internal.prometheus;

import com.linecorp.armeria.common.HttpStatus;

/** A request that is answered with an error, in Prometheus' kinds. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  enum Kind {
    BAD_DATA("bad_data", HttpStatus.BAD_REQUEST),
    EXECUTION("execution", HttpStatus.UNPROCESSABLE_ENTITY),
    TIMEOUT("timeout", HttpStatus.SERVICE_UNAVAILABLE),
    CANCELED("canceled", HttpStatus.valueOf(499)),
    UNAVAILABLE("unavailable", HttpStatus.SERVICE_UNAVAILABLE),
    NOT_FOUND("not_found", HttpStatus.NOT_FOUND),
    INTERNAL("internal", HttpStatus.INTERNAL_SERVER_ERROR);

    final String key;
    final HttpStatus status;

    Kind(String key, HttpStatus status) {
      this.key = key;
      this.status = status;
    }
  }

  private final Kind kind;

  ApiError(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  static ApiError parameter(String name, String message) {
    return new ApiError(Kind.BAD_DATA, "invalid parameter \"" + name + "\": " + message);
  }
}
