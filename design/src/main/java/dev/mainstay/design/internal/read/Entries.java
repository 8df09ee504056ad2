package dev.mainstay.design.internal.read;

import dev.mainstay.design.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of a mapping, and the keys that were asked for. */
final class Entries {
  /** So many keys are found sooner one by one than in a set. */
  private static final int FEW = 64;

  private final List<Node.Entry> all;

  /** As often as they were asked for; kept only when one can turn out unknown. */
  private final List<String> asked;

  Entries(List<Node.Entry> all) {
    this.all = all;
    asked = all.isEmpty() ? List.of() : new ArrayList<>();
  }

  void ask(String key) {
    if (!all.isEmpty()) {
      asked.add(key);
    }
  }

  /** Gives the entries, whose keys are all known then. */
  List<Node.Entry> askAll() {
    for (Node.Entry entry : all) {
      asked.add(entry.key().text());
    }
    return all;
  }

  Node.@Nullable Entry find(String key) {
    int hash = key.hashCode();
    for (int i = 0; i < all.size(); i++) {
      Node.Entry entry = all.get(i);
      if (isSame(entry.key().text(), key, hash)) {
        return entry;
      }
    }
    return null;
  }

  /** Reports the keys that nobody has asked for. */
  void end(Faults faults) {
    Set<String> known = asked.size() > FEW ? new LinkedHashSet<>(asked) : null;
    for (Node.Entry entry : all) {
      String key = entry.key().text();
      if (known == null ? !isAsked(key) : !known.contains(key)) {
        known = known == null ? new LinkedHashSet<>(asked) : known;
        faults.unknown(entry.key(), known, free(known));
      }
    }
  }

  private List<String> free(Set<String> known) {
    return known.stream().filter(name -> find(name) == null).toList();
  }

  private boolean isAsked(String key) {
    int hash = key.hashCode();
    for (int i = 0; i < asked.size(); i++) {
      if (isSame(asked.get(i), key, hash)) {
        return true;
      }
    }
    return false;
  }

  /** As {@code text.equals(key)}, whose loop is slow before it is compiled well. */
  private static boolean isSame(String text, String key, int hash) {
    return text.hashCode() == hash && text.equals(key);
  }
}
