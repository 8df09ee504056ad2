package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second supervisor out of a data folder; a dead one does not. */
final class FolderLock implements AutoCloseable {
  private final Path file;
  private @Nullable FileChannel channel;

  FolderLock(DataFolder data) {
    this.file = data.root().resolve("demo.lock");
  }

  synchronized void take() {
    try {
      FileChannel opened =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(opened);
      if (lock == null) {
        opened.close();
        throw new DemoException(
            "a demo runs on this data folder already ("
                + file.getParent()
                + "): stop it, or pass --data with another folder and --port-base");
      }
      channel = opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (channel != null) {
        channel.close();
        channel = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
