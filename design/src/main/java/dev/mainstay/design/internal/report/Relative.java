package dev.mainstay.design.internal.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** File names as others want them: relative to a folder, with {@code /} between their parts. */
final class Relative {
  private static final String UNRESERVED = "-._~!$&'()*+,;=@";

  private final Path folder;

  Relative(Path folder) {
    this.folder = folder.normalize();
  }

  /** The name as it is, only relative. */
  String path(String file) {
    Path path = Path.of(file);
    if (path.isAbsolute() && path.getRoot().equals(folder.getRoot())) {
      path = folder.relativize(path.normalize());
    }
    return path.normalize().toString().replace('\\', '/');
  }

  /** A relative reference of RFC 3986; a colon is escaped, so that none is taken for a scheme. */
  String uri(String file) {
    var uri = new StringBuilder();
    for (byte octet : path(file).getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '/'
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        uri.append(c);
      } else {
        uri.append("%%%02X".formatted((int) c));
      }
    }
    return uri.toString();
  }
}
