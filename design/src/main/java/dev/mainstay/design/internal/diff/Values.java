package dev.mainstay.design.internal.diff;

import dev.mainstay.design.DesignDiff.Value;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.read.DocumentReader;
import dev.mainstay.kernel.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values as they are written, compared; two spellings of one value are no difference. */
final class Values {
  private final Sources before;
  private final Sources after;
  private final Map<String, List<String>> linesBefore;
  private final Map<String, List<String>> linesAfter;
  private final Map<String, Map<String, Object>> meantBefore;
  private final Map<String, Map<String, Object>> meantAfter;

  Values(Sources before, Sources after) {
    this.before = before;
    this.after = after;
    this.linesBefore = lines(before);
    this.linesAfter = lines(after);
    this.meantBefore = DocumentReader.values(before.texts());
    this.meantAfter = DocumentReader.values(after.texts());
  }

  List<Value> changed() {
    List<Value> changed = new ArrayList<>();
    Set<String> designs = new TreeSet<>(before.designs());
    designs.addAll(after.designs());
    for (String design : designs) {
      Set<String> leaves = leaves(before.paths(design).keySet());
      leaves.addAll(leaves(after.paths(design).keySet()));
      for (String path : leaves) {
        Place was = before.written(design, path).orElse(null);
        Place is = after.written(design, path).orElse(null);
        String one = written(whole(before, design, path, was), linesBefore);
        String other = written(whole(after, design, path, is), linesAfter);
        Object meant = meantBefore.getOrDefault(design, Map.of()).get(path);
        Object now = meantAfter.getOrDefault(design, Map.of()).get(path);
        boolean known = one != null && other != null && meant != null && now != null;
        if (known ? !Objects.equals(meant, now) : !Objects.equals(one, other)) {
          boolean told = !Objects.equals(one, other);
          changed.add(
              new Value(
                  design, path, told ? one : oneLine(meant), was, told ? other : oneLine(now), is));
        }
      }
    }
    return changed;
  }

  /** For texts whose first lines are the same. */
  private static String oneLine(@Nullable Object text) {
    return String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static @Nullable Place whole(
      Sources sources, String design, String path, @Nullable Place place) {
    return sources.value(design, path).orElse(place);
  }

  /** Paths that no other path goes on from. */
  private static Set<String> leaves(Set<String> paths) {
    Set<String> inner = new HashSet<>(Set.of(""));
    for (String path : paths) {
      for (int at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
        inner.add(path.substring(0, at));
      }
    }
    Set<String> leaves = new TreeSet<>(paths);
    leaves.removeAll(inner);
    return leaves;
  }

  private static @Nullable String written(@Nullable Place place, Map<String, List<String>> files) {
    if (place == null) {
      return null;
    }
    List<String> lines = files.getOrDefault(place.file(), List.of());
    if (place.line() > lines.size()) {
      return "";
    }
    String line = lines.get(place.line() - 1);
    int from = Math.min(place.column() - 1, line.length());
    return line.substring(from, Math.min(line.length(), from + place.length()));
  }

  private static Map<String, List<String>> lines(Sources sources) {
    Map<String, List<String>> lines = new HashMap<>();
    for (SourceText text : sources.texts()) {
      lines.put(text.file(), List.of(text.text().split("\r\n|\n|\r", -1)));
    }
    return lines;
  }
}
