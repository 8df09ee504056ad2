package dev.mainstay.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The designs of a folder as a revision of its git repository has them, copied to a temporary
 * folder for as long as this is open.
 */
final class GitRevision implements AutoCloseable {
  private final String revision;
  private final Path copies;
  private final Path path;

  private GitRevision(String revision, Path copies, Path path) {
    this.revision = revision;
    this.copies = copies;
    this.path = path;
  }

  /**
   * @param path a design file or a folder of them, as it is now
   * @throws ApiException when there is no git, no repository, no such revision, or no such path in
   *     it
   */
  static GitRevision of(String revision, Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new ApiException(path + ": no such file or folder");
    }
    Path real = path.toRealPath();
    Path folder = Files.isDirectory(real) ? real : parent(real);
    Path top =
        Path.of(
                ask(folder, "rev-parse", "--show-toplevel")
                    .orElseThrow(() -> new ApiException(path + ": not in a git repository")))
            .toRealPath();
    String commit =
        ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
            .orElseThrow(() ->
                new ApiException(
                    "no revision %s in %s (expected: a commit, a branch or a tag)"
                        .formatted(revision, top)));
    String wanted = slashed(top.relativize(real));
    String within = slashed(top.relativize(folder));
    List<String> names = names(top, commit, within);
    boolean there = names.stream().anyMatch(name -> name.equals(wanted) || isBelow(name, wanted));
    if (!there) {
      throw new ApiException(
          "%s: no designs there at revision %s (expected: a path that it has)"
              .formatted(path, revision));
    }
    Path copies = Files.createTempDirectory("mainstay-revision");
    var copied = new GitRevision(revision, copies, copies.resolve(wanted));
    try {
      copied.copy(top, commit, names);
      return copied;
    } catch (IOException | RuntimeException e) {
      copied.close();
      throw e;
    }
  }

  /** The copy of what was asked for. */
  Path path() {
    return path;
  }

  /** What a copy is called in messages: {@code main:ops/payment-api.yaml}. */
  String name(Path copy) {
    return revision + ":" + slashed(copies.relativize(copy));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(copies)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Designs and runbooks in the folder and one level below it. */
  private static List<String> names(Path top, String commit, String within) throws IOException {
    String below = within.isEmpty() ? "" : within + "/";
    List<String> arguments =
        new ArrayList<>(List.of("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit));
    if (!within.isEmpty()) {
      arguments.addAll(List.of("--", below));
    }
    String all = ask(top, arguments.toArray(String[]::new)).orElse("");
    return Stream.of(all.split("\0"))
        .filter(name -> !name.isEmpty() && name.indexOf('\n') < 0)
        .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".md"))
        .filter(name -> name.substring(below.length()).chars().filter(c -> c == '/').count() <= 1)
        .toList();
  }

  private static boolean isBelow(String name, String folder) {
    boolean design = name.endsWith(".yaml") || name.endsWith(".yml");
    return design && (folder.isEmpty() || name.startsWith(folder + "/"));
  }

  private void copy(Path top, String commit, List<String> names) throws IOException {
    Process git = start(top, "cat-file", "--batch");
    try (var requests = git.getOutputStream();
        var answers = new BufferedInputStream(git.getInputStream())) {
      for (String name : names) {
        requests.write((commit + ":" + name + "\n").getBytes(StandardCharsets.UTF_8));
        requests.flush();
        String[] header = line(answers).split(" ");
        if (header.length != 3) {
          throw new IOException(name + ": " + String.join(" ", header));
        }
        byte[] content = answers.readNBytes(Integer.parseInt(header[2]));
        line(answers);
        Path copy = copies.resolve(name);
        Files.createDirectories(parent(copy));
        if (header[1].equals("blob")) {
          Files.write(copy, content);
        }
      }
    } finally {
      git.destroy();
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** What git prints; empty when it says no. */
  private static Optional<String> ask(Path folder, String... arguments) throws IOException {
    Process git = start(folder, arguments);
    git.getOutputStream().close();
    byte[] printed = git.getInputStream().readAllBytes();
    try {
      return git.waitFor() == 0
          ? Optional.of(new String(printed, StandardCharsets.UTF_8).stripTrailing())
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      git.destroy();
      throw new ApiException("interrupted while git was asked");
    }
  }

  private static Process start(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new ApiException(
          "git cannot be started: is it installed and on the PATH? (" + e.getMessage() + ")");
    }
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
