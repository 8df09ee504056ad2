package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a program that refuses to run as root is run here. For an ordinary user: as it is. For root:
 * as {@code nobody}, or, when {@code nobody} may not enter the data folder (a folder below {@code
 * /root}), in a user name space in which root bears nobody's id.
 */
final class Unprivileged {
  private static final int NOBODY = 65534;

  private final List<String> prefix;
  private final int owner;

  private Unprivileged(List<String> prefix, int owner) {
    this.prefix = prefix;
    this.owner = owner;
  }

  static Unprivileged in(Path folder) {
    if (uidOf(Path.of("/proc/self"), Path.of(System.getProperty("user.home", "/"))) != 0) {
      return new Unprivileged(List.of(), -1);
    }
    if (othersMayEnter(folder)) {
      String id = String.valueOf(NOBODY);
      if (Programs.find("setpriv").isPresent()) {
        return new Unprivileged(
            List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"), NOBODY);
      }
      if (Programs.find("runuser").isPresent()) {
        return new Unprivileged(List.of("runuser", "-u", "nobody", "--"), NOBODY);
      }
    }
    List<String> nameSpace =
        List.of("unshare", "--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY);
    List<String> probe = Stream.concat(nameSpace.stream(), Stream.of("true")).toList();
    if (Programs.run(probe).exit() == 0) {
      return new Unprivileged(nameSpace, 0);
    }
    throw new DemoException(
        "PostgreSQL refuses to run as root, and user nobody may not enter "
            + folder
            + ": pass --data with a folder that others may enter, such as /tmp/mainstay-demo");
  }

  /** The command with what drops the privileges before it. */
  List<String> command(List<String> command) {
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }

  /** Hands a folder and everything in it to the user that the program runs as. */
  void own(Path folder) {
    if (owner < 0 || uidOf(folder, folder) == owner) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              chown(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path entered, @Nullable IOException failure)
                throws IOException {
              chown(entered);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void chown(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", owner, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", owner, java.nio.file.LinkOption.NOFOLLOW_LINKS);
  }

  static boolean othersMayEnter(Path folder) {
    try {
      for (Path at = folder.toRealPath(); at != null; at = at.getParent()) {
        if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int uidOf(Path path, Path otherwise) {
    try {
      return (Integer) Files.getAttribute(Files.exists(path) ? path : otherwise, "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
