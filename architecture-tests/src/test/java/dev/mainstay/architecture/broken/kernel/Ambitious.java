package dev.mainstay.architecture.broken.kernel;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Optional;

/** Takes a third party into the kernel; reading the clock is its right. */
public record Ambitious(Optional<ArchRule> rule) {
  public static Instant now() {
    return Instant.now();
  }
}
