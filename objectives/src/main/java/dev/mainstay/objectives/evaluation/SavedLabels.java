package dev.mainstay.objectives.evaluation;

import dev.mainstay.telemetry.Labels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Labels of several series, each text once: the series of one indicator have most names and values
 * in common.
 */
final class SavedLabels {
  private SavedLabels() {}

  static void write(Collection<Labels> all, DataOutput out) throws IOException {
    var numbers = new LinkedHashMap<String, Integer>();
    for (Labels labels : all) {
      for (int i = 0; i < labels.size(); i++) {
        numbers.putIfAbsent(labels.name(i), numbers.size());
        numbers.putIfAbsent(labels.value(i), numbers.size());
      }
    }
    out.writeInt(numbers.size());
    for (String text : numbers.keySet()) {
      out.writeUTF(text);
    }
    out.writeInt(all.size());
    for (Labels labels : all) {
      write(labels, numbers, out);
    }
  }

  private static void write(Labels labels, Map<String, Integer> numbers, DataOutput out)
      throws IOException {
    out.writeShort(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      out.writeInt(Objects.requireNonNull(numbers.get(labels.name(i))));
      out.writeInt(Objects.requireNonNull(numbers.get(labels.value(i))));
    }
  }

  /** What {@link #write} wrote, in the same order. */
  static List<Labels> read(DataInput in) throws IOException {
    var texts = new String[in.readInt()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = in.readUTF();
    }
    int size = in.readInt();
    var all = new ArrayList<Labels>(size);
    while (all.size() < size) {
      var pairs = new String[2 * in.readShort()];
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = texts[in.readInt()];
      }
      all.add(Labels.ofPairs(pairs));
    }
    return all;
  }
}
