package dev.mainstay.kernel;

/**
 * What is left of a budget as people read it: rounded towards nothing, so that 99.96 % is not shown
 * as all of it. The console rounds the same way.
 */
public final class Remainder {
  /** A share that a float cannot hold exactly is not taken for the one below it. */
  private static final double ALMOST = 1e-9;

  private Remainder() {}

  /** In percent with one place. */
  public static double tenths(double share) {
    return percent(share, 1);
  }

  /**
   * In percent.
   *
   * @param share 1 untouched, 0 used up, negative overspent, NaN unknown
   * @param places behind the point
   */
  public static double percent(double share, int places) {
    double scale = Math.pow(10, places);
    double size = Math.floor(Math.abs(share) * 100 * scale + ALMOST) / scale;
    return share < 0 && size > 0 ? -size : size;
  }
}
