package dev.mainstay.design.internal.editor;

import dev.mainstay.design.internal.keys.Keys;
import dev.mainstay.design.internal.read.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a key means, in Markdown. */
final class KeyHelp {
  private KeyHelp() {}

  static String of(Keys keys, String path, @Nullable Shape shape) {
    List<String> lines = new ArrayList<>();
    keys.description(path).ifPresent(lines::add);
    String words = Keys.inWords(shape);
    if (!words.isEmpty()) {
      lines.add("*" + words + "*");
    }
    String absent = keys.absentInWords(path);
    if (!absent.isEmpty()) {
      lines.add("default: " + absent);
    }
    return String.join("\n\n", lines);
  }
}
