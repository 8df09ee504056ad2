package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Delivery.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Levels as designs write them. */
final class Words {
  private Words() {}

  static String of(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  static Level larger(@Nullable Level written, Level implied) {
    return written == null || written.compareTo(implied) < 0 ? implied : written;
  }
}
