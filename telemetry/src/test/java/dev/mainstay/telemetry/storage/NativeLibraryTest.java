package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;

class NativeLibraryTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir Path folder;

  @Test
  void aWholeLibraryIsUsedAsItIs() throws IOException {
    Path library = unpack();
    Files.setLastModifiedTime(library, LONG_AGO);

    assertThat(unpack()).isEqualTo(library);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(LONG_AGO);
  }

  @Test
  void aDamagedLibraryIsReplaced() throws IOException {
    Path library = unpack();
    byte[] whole = Files.readAllBytes(library);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;

    Files.write(library, damaged);
    assertThat(unpack()).hasBinaryContent(whole);

    Files.write(library, new byte[100]);
    assertThat(unpack()).hasBinaryContent(whole);
  }

  @Test
  void nothingElseStaysInTheFolder() throws IOException {
    Files.createDirectories(folder.resolve("00000000"));
    Files.write(folder.resolve("00000000/library-of-another-version"), new byte[10]);
    Path library = unpack();

    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(library);
    }
  }

  private Path unpack() throws IOException {
    var packed =
        Objects.requireNonNull(RocksDB.class.getClassLoader().getResource(NativeLibrary.PACKED));
    return NativeLibrary.unpack((JarURLConnection) packed.openConnection(), folder)
        .resolve(NativeLibrary.UNPACKED);
  }
}
