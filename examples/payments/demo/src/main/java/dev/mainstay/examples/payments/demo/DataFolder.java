package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** The one folder that holds everything the demo writes: binaries, databases, logs, run files. */
public final class DataFolder {
  /**
   * The environment variable that marks every process of a data folder, of this run or another. Not
   * one of MAINSTAY_…: the server keeps those from its services, which must bear the mark as well.
   */
  public static final String MARK = "PAYMENTS_DEMO_DATA";

  /** The environment variable that marks every process of one run. */
  public static final String RUN_MARK = "PAYMENTS_DEMO_RUN";

  private final Path root;
  private final String run = UUID.randomUUID().toString();

  private DataFolder(Path root) {
    this.root = root;
  }

  /** Opens a data folder and creates it when it is missing. */
  public static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      return new DataFolder(path.toRealPath());
    } catch (IOException e) {
      throw new DemoException("data folder " + path + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** The folder itself, absolute and without symbolic links. */
  public Path root() {
    return root;
  }

  /** What marks the processes of this run: inherited by their children. */
  public Map<String, String> marks() {
    return Map.of(MARK, root.toString(), RUN_MARK, run);
  }

  /** What {@link #RUN_MARK} is set to in this run. */
  public String run() {
    return run;
  }

  /** The log of one part. */
  public Path log(String part) {
    return folder("logs").resolve(part + ".log");
  }

  /** The file that names the process of one part. */
  public Path pidFile(String part) {
    return folder("run").resolve(part + ".pid");
  }

  /** A folder below the root, created when it is missing. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
