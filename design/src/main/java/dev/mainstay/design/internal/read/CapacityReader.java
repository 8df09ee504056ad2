package dev.mainstay.design.internal.read;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Service.Criticality;

/** The sections of {@link Capacity}. */
final class CapacityReader {
  private CapacityReader() {}

  static Capacity read(Section service, Criticality criticality) {
    return Capacity.NONE;
  }
}
