package dev.mainstay.server.internal.view;

/** The four states that everything is in. */
public enum Health {
  GOOD,
  WATCH,
  ACT,
  UNKNOWN;

  /** The worse of two; unknown is worse than good and better than watch. */
  public Health worse(Health other) {
    return rank() >= other.rank() ? this : other;
  }

  /** The larger, the more it asks for a person. */
  public int rank() {
    return switch (this) {
      case GOOD -> 0;
      case UNKNOWN -> 1;
      case WATCH -> 2;
      case ACT -> 3;
    };
  }
}
