package dev.mainstay.kernel;

import java.util.Objects;

/** A value that must not be seen: it prints as stars; ask for it by {@link #reveal()}. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  /** The value itself, for the one call that needs it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
