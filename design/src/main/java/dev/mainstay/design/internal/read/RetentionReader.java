package dev.mainstay.design.internal.read;

import dev.mainstay.design.Retention;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The section {@code retention}, of a service and of the organisation. */
final class RetentionReader {
  private RetentionReader() {}

  static Retention read(Section parent) {
    Optional<Section> section = parent.optionalSection("retention");
    if (section.isEmpty()) {
      return Retention.NONE;
    }
    Section in = section.get();
    var retention =
        new Retention(
            kept(in, "metrics"),
            kept(in, "downsampled"),
            kept(in, "traces"),
            kept(in, "debug"),
            kept(in, "info"),
            kept(in, "warn"),
            kept(in, "error"),
            kept(in, "audit"));
    in.end();
    return retention;
  }

  private static @Nullable Duration kept(Section section, String key) {
    return section.value(key, Forms.DURATION_ABOVE_ZERO).orElse(null);
  }
}
