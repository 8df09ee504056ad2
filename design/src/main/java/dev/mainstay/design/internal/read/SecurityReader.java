package dev.mainstay.design.internal.read;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service.Criticality;

/** The sections of {@link Security}. */
final class SecurityReader {
  private SecurityReader() {}

  static Security read(Section service, Criticality criticality) {
    return Security.NONE;
  }
}
