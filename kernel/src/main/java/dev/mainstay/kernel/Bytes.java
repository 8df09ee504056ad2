package dev.mainstay.kernel;

/**
 * An amount of memory or storage.
 *
 * @param count bytes, &ge; 0
 */
public record Bytes(long count) implements Comparable<Bytes> {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

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

  /** The largest binary unit that divides it exactly: {@code 512 MiB}. */
  @Override
  public String toString() {
    long rest = count;
    int unit = 0;
    while (rest != 0 && rest % 1024 == 0 && unit < UNITS.length - 1) {
      rest /= 1024;
      unit++;
    }
    return rest + " " + UNITS[unit];
  }
}
