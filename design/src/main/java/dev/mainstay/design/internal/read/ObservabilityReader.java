package dev.mainstay.design.internal.read;

import dev.mainstay.design.Observability;
import dev.mainstay.design.Service.Criticality;

/** The sections of {@link Observability}. */
final class ObservabilityReader {
  private ObservabilityReader() {}

  static Observability read(Section service, Criticality criticality) {
    return Observability.NONE;
  }
}
