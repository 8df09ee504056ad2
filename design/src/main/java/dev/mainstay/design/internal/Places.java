package dev.mainstay.design.internal;

import dev.mainstay.kernel.Place;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one design stand, by their path. A table with open addressing, because a
 * company has millions of them. Not thread-safe while it is filled.
 */
public final class Places {
  public static final Places NONE = new Places(2);

  /** A page of text has some 250 paths. */
  private static final int USUAL = 512;

  private @Nullable String[] paths;
  private @Nullable Place[] places;
  private @Nullable Place[] values;
  private int size;

  public Places() {
    this(USUAL);
  }

  private Places(int slots) {
    paths = new String[slots];
    places = new Place[slots];
    values = new Place[slots];
  }

  /** Where something stands; what was said of the path before holds. */
  public void written(String path, Place place) {
    int slot = slotFor(path);
    if (places[slot] == null) {
      places[slot] = place;
    }
  }

  /**
   * Where the whole text of a single value stands; what was said of the path before holds.
   *
   * @param path of which it was said that it is written
   */
  public void value(String path, Place place) {
    int slot = slot(paths, path);
    if (paths[slot] != null && values[slot] == null) {
      values[slot] = place;
    }
  }

  /** Takes over what is not known here. */
  public void add(Places more) {
    for (int i = 0; i < more.paths.length; i++) {
      String path = more.paths[i];
      Place place = more.places[i];
      Place value = more.values[i];
      if (path != null && place != null) {
        written(path, place);
      }
      if (path != null && value != null) {
        value(path, value);
      }
    }
  }

  public @Nullable Place place(String path) {
    return places[slot(paths, path)];
  }

  /** Of a single value that stands on one line. */
  public @Nullable Place value(String path) {
    return values[slot(paths, path)];
  }

  /** The paths at which anything stands, in no order. */
  public Map<String, Place> byPath() {
    return new View();
  }

  /** The slot of the path, which is put there when it is new. */
  private int slotFor(String path) {
    int slot = slot(paths, path);
    if (paths[slot] != null) {
      return slot;
    }
    if (3 * (size + 1) > 2 * paths.length) {
      grow();
      slot = slot(paths, path);
    }
    paths[slot] = path;
    size++;
    return slot;
  }

  private void grow() {
    var larger = new Places(2 * paths.length);
    larger.add(this);
    paths = larger.paths;
    places = larger.places;
    values = larger.values;
  }

  /** The slot of the path, or the free one where it belongs. */
  private static int slot(@Nullable String[] paths, String path) {
    int mask = paths.length - 1;
    int hash = path.hashCode();
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (true) {
      String there = paths[slot];
      if (there == null || there.equals(path)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private final class View extends AbstractMap<String, Place> {
    @Override
    public @Nullable Place get(@Nullable Object path) {
      return path instanceof String text ? place(text) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object path) {
      return get(path) != null;
    }

    @Override
    public Set<Entry<String, Place>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Entry<String, Place>> iterator() {
          return new Entries();
        }

        @Override
        public int size() {
          return size;
        }
      };
    }
  }

  private final class Entries implements Iterator<Map.Entry<String, Place>> {
    private int next = -1;

    Entries() {
      find();
    }

    private void find() {
      do {
        next++;
      } while (next < paths.length && places[next] == null);
    }

    @Override
    public boolean hasNext() {
      return next < paths.length;
    }

    @Override
    public Map.Entry<String, Place> next() {
      String path = hasNext() ? paths[next] : null;
      Place place = hasNext() ? places[next] : null;
      if (path == null || place == null) {
        throw new NoSuchElementException();
      }
      find();
      return Map.entry(path, place);
    }
  }
}
