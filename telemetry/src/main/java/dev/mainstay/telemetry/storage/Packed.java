package dev.mainstay.telemetry.storage;

/** Whole numbers of one width in bits, one after the other. */
final class Packed {
  private Packed() {}

  /** The bits that the difference of any number to the least one takes. */
  static int width(long[] numbers, int from) {
    return 64 - Long.numberOfLeadingZeros(greatest(numbers, from) - least(numbers, from));
  }

  static long least(long[] numbers, int from) {
    long least = Long.MAX_VALUE;
    for (int i = from; i < numbers.length; i++) {
      least = Math.min(least, numbers[i]);
    }
    return least;
  }

  private static long greatest(long[] numbers, int from) {
    long greatest = Long.MIN_VALUE;
    for (int i = from; i < numbers.length; i++) {
      greatest = Math.max(greatest, numbers[i]);
    }
    return greatest;
  }

  static void write(ByteWriter to, long[] numbers, int from, int width) {
    long least = least(numbers, from);
    to.writeZigzag(least).writeByte(width);
    int bits = 0;
    int pending = 0;
    for (int i = from; i < numbers.length; i++) {
      long number = numbers[i] - least;
      for (int rest = width; rest > 0; ) {
        int take = Math.min(8 - bits, rest);
        pending |= (int) (number & ((1 << take) - 1)) << bits;
        number >>>= take;
        rest -= take;
        bits += take;
        if (bits == 8) {
          to.writeByte(pending);
          pending = 0;
          bits = 0;
        }
      }
    }
    if (bits > 0) {
      to.writeByte(pending);
    }
  }

  /** Reads what {@link #write} wrote. */
  static final class Reader {
    private final ByteReader from;
    private final long least;
    private final int width;
    private int bits;
    private int pending;

    Reader(ByteReader from) {
      this.from = from;
      least = from.readZigzag();
      width = from.readByte();
    }

    long next() {
      long number = 0;
      for (int got = 0; got < width; ) {
        if (bits == 0) {
          pending = from.readByte() & 0xff;
          bits = 8;
        }
        int take = Math.min(bits, width - got);
        number |= (long) (pending & ((1 << take) - 1)) << got;
        pending >>>= take;
        bits -= take;
        got += take;
      }
      return least + number;
    }
  }
}
