package dev.mainstay.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a service promises.
 *
 * @param tier of the organisation that the whole service belongs to, or null
 * @param stated every statement of the section {@code objectives}, measured or declared
 */
public record Promises(@Nullable String tier, List<Promise> stated) {
  public Promises {
    stated = List.copyOf(stated);
  }
}
