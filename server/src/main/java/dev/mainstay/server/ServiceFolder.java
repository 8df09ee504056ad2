package dev.mainstay.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder among designs that stands for the file of one service: it has the service's name and
 * holds parts of it, documents of {@code kind: ServicePart}.
 */
public final class ServiceFolder {
  private static final long MAX_FILE_BYTES = 1L << 20;
  private static final String KIND = "ServicePart";
  private static final Pattern PART =
      Pattern.compile("^kind:\\s*[\"']?" + KIND + "\\b", Pattern.MULTILINE);

  private ServiceFolder() {}

  /** What cannot be read is no such folder. */
  public static boolean is(Path folder) {
    Path name = folder.getFileName();
    if (name == null || !Files.isDirectory(folder)) {
      return false;
    }
    try {
      for (Path file : designs(folder)) {
        if (Files.size(file) <= MAX_FILE_BYTES && isPart(Files.readString(file), name.toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a document in the text says that it is a part of that service. */
  public static boolean isPart(String text, String service) {
    return text.contains(KIND)
        && PART.matcher(text).find()
        && Pattern.compile(
                "^name:\\s*[\"']?" + Pattern.quote(service) + "[\"']?\\s*(#.*)?$",
                Pattern.MULTILINE)
            .matcher(text)
            .find();
  }

  /** The design files directly in the folder, in order. */
  static List<Path> designs(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(DesignFiles::isDesign).filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Whether the text is of a part of the service that the file's folder has the name of. */
  static boolean isPartIn(Path file, String text) {
    if (!text.contains(KIND)) {
      return false;
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path name = folder == null ? null : folder.getFileName();
    return name != null && isPart(text, name.toString());
  }
}
