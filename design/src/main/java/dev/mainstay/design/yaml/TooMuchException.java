package dev.mainstay.design.yaml;

import dev.mainstay.kernel.Place;

/** A text goes beyond a limit; reading it ends. */
final class TooMuchException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Place place;

  TooMuchException(String message, Place place) {
    super(message, null, false, false);
    this.place = place;
  }

  Place place() {
    return place;
  }
}
