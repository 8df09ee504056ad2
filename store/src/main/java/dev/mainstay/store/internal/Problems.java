package dev.mainstay.store.internal;

import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import java.nio.file.Path;

/** Why a data folder cannot be opened, each with its code and what to do. */
public final class Problems {
  private Problems() {}

  static ProblemException newer(Path folder, int found, int expected) {
    return problem(
        "MS-S001",
        "data folder %s: written by a newer Mainstay, schema version %d (expected: <= %d)"
            .formatted(folder, found, expected),
        "start the release that wrote it or a later one, or choose another folder with --data");
  }

  public static ProblemException unreadable(Path file, String found) {
    return problem(
        "MS-S002",
        "database %s: %s (expected: a database of Mainstay)".formatted(file, found),
        "restore the file from a backup, or choose another folder with --data");
  }

  public static ProblemException notWritable(Path folder, String found) {
    return problem(
        "MS-S003",
        "data folder %s: %s (expected: a folder that can be written)".formatted(folder, found),
        "give this user the right to write it, or choose another folder with --data");
  }

  static ProblemException inUse(Path folder, String holder) {
    return problem(
        "MS-S004",
        "data folder %s: in use by process %s (expected: one server per folder)"
            .formatted(folder, holder),
        "stop that server first, or choose another folder with --data");
  }

  static ProblemException rewritten(Path folder, String migration) {
    return problem(
        "MS-S005",
        "data folder %s: schema step %s is not the one that this release knows"
            .formatted(folder, migration),
        "start the release that wrote it, or choose another folder with --data");
  }

  private static ProblemException problem(String code, String message, String fix) {
    return new ProblemException(Problem.error(code, message, null, fix));
  }
}
