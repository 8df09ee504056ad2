package dev.mainstay.design.internal.read;

import dev.mainstay.design.Overload;
import dev.mainstay.design.Service.Criticality;

/** The sections of {@link Overload}. */
final class OverloadReader {
  private OverloadReader() {}

  static Overload read(Section service, Criticality criticality) {
    return Overload.NONE;
  }
}
