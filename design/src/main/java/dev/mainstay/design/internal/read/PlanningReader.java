package dev.mainstay.design.internal.read;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service.Criticality;

/** The sections of {@link Planning}. */
final class PlanningReader {
  private PlanningReader() {}

  static Planning read(Section service, Criticality criticality) {
    return Planning.NONE;
  }
}
