package dev.mainstay.kernel;

/**
 * An amount of memory or storage.
 *
 * @param count bytes, &ge; 0
 */
public record Bytes(long count) implements Comparable<Bytes> {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final String[] DECIMAL_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  public Bytes {
    if (count < 0) {
      throw new IllegalArgumentException("bytes: " + count + " (expected: >= 0)");
    }
  }

  public static Bytes mebibytes(long count) {
    return new Bytes(Math.multiplyExact(count, 1L << 20));
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(count, other.count);
  }

  /** In the unit that needs the fewest digits, exactly: {@code 512 MiB}, {@code 4 GB}. */
  @Override
  public String toString() {
    String binary = in(1024, UNITS);
    String decimal = in(1000, DECIMAL_UNITS);
    return decimal.indexOf(' ') < binary.indexOf(' ') ? decimal : binary;
  }

  /** In the largest of the units that divides it. */
  private String in(int step, String[] units) {
    long rest = count;
    int unit = 0;
    while (rest != 0 && rest % step == 0 && unit < units.length - 1) {
      rest /= step;
      unit++;
    }
    return rest + " " + units[unit];
  }
}
