package dev.mainstay.design.internal.read;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service.Criticality;
import java.util.Optional;

/** The section {@code recovery}. */
final class RecoveryReader {
  private RecoveryReader() {}

  static Optional<Recovery> read(Section service, Criticality criticality) {
    return Optional.empty();
  }
}
