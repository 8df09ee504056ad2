package dev.mainstay.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SnappyTest {
  @Property(tries = 200)
  void whatIsCompressedComesBack(
      @ForAll @IntRange(max = 200_000) int size, @ForAll @IntRange(min = 1, max = 256) int kinds)
      throws MalformedException {
    var random = new Random(size);
    var in = new byte[size];
    for (int i = 0; i < size; i++) {
      in[i] =
          (byte)
              (i > 40 && random.nextInt(4) > 0
                  ? in[i - 1 - random.nextInt(40)]
                  : random.nextInt(kinds));
    }
    byte[] compressed = Snappy.compress(in, size);
    int length = Snappy.length(compressed, compressed.length, 1 << 20);
    var out = new byte[length + Snappy.SLACK];
    Snappy.decompress(compressed, compressed.length, out, length);
    assertThat(Arrays.copyOf(out, length)).isEqualTo(in);
  }

  @Property(tries = 500)
  void brokenBytesAreToldNotFollowed(@ForAll byte[] bytes) {
    try {
      int length = Snappy.length(bytes, bytes.length, 1000);
      Snappy.decompress(bytes, bytes.length, new byte[length + Snappy.SLACK], length);
    } catch (MalformedException e) {
      assertThat(e).hasMessageStartingWith("snappy, byte ");
    }
  }

  @Test
  void aLengthBeyondTheLimitIsRefusedBeforeAnyRoomIsTaken() {
    assertThatThrownBy(() -> Snappy.length(new byte[] {-1, -1, -1, -1, 3}, 5, 1000))
        .hasMessage("snappy, byte 0: 1073741823 bytes decompressed (limit 1000)");
  }
}
