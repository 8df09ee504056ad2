package dev.mainstay.design.internal.editor;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a writer is about to write, found by putting a word there and reading: as a key, and as a
 * value. What follows is left out when it keeps the text from being read.
 */
final class Cursor {
  static final String WORD = "zzzzhere";
  private static final String ENDS = " \t,{}[]\"'#";

  /**
   * What can be written.
   *
   * @param spot the key or value, as it would be
   * @param column from 1, where what already stands there starts
   * @param length of what stands there; it may be 0
   * @param hasColon whether a colon follows
   */
  record Here(Spot spot, int column, int length, boolean hasColon) {}

  private Cursor() {}

  /**
   * The readings of the text, likely ones first.
   *
   * @param line from 1
   * @param column from 1
   */
  static List<Here> at(SourceText source, int line, int column) {
    String text = source.text();
    String written = new Lines(source.file(), text).line(line);
    int end = Math.clamp(column - 1, 0, written.length());
    int from = end;
    while (from > 0 && !ends(written, from - 1)) {
      from--;
    }
    int rest = end;
    while (rest < written.length() && !ends(written, rest)) {
      rest++;
    }
    int start = start(text, line);
    String before = text.substring(0, start + from);
    String after = text.substring(start + rest);
    boolean hasColon = after.startsWith(":");
    Set<String> tries = new LinkedHashSet<>();
    tries.add(before + WORD + (hasColon ? "" : ": 0") + after);
    tries.add(before + WORD + after);
    tries.add(before + WORD + ": 0");
    tries.add(before + WORD);
    List<Here> found = new ArrayList<>();
    for (String each : tries) {
      Spot spot = spot(new SourceText(source.file(), each));
      if (spot != null) {
        Place place = spot.place();
        boolean sameLine = place.line() == line && place.column() - 1 <= from;
        int first = sameLine ? place.column() - 1 : from;
        int last = sameLine ? first + place.length() - WORD.length() + rest - from : rest;
        found.add(new Here(spot, first + 1, Math.max(rest, last) - first, hasColon));
      }
    }
    return found;
  }

  private static @Nullable Spot spot(SourceText source) {
    List<Problem> problems = new ArrayList<>();
    List<Node> documents = Yaml.read(source, problems::add);
    if (problems.stream().anyMatch(problem -> problem.code().equals("MS-F001"))) {
      return null;
    }
    List<Spot> found = new ArrayList<>();
    for (Node document : documents) {
      Walk.over(
          document,
          spot -> {
            if (spot.node().text().contains(WORD)) {
              found.add(spot);
            }
          });
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  private static boolean ends(String line, int at) {
    return ENDS.indexOf(line.charAt(at)) >= 0
        || (line.charAt(at) == ':' && (at + 1 == line.length() || line.charAt(at + 1) == ' '));
  }

  private static int start(String text, int line) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      int next = text.indexOf('\n', at);
      if (next < 0) {
        return text.length();
      }
      at = next + 1;
    }
    return at;
  }
}
