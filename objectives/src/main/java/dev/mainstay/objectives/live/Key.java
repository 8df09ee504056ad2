package dev.mainstay.objectives.live;

import dev.mainstay.design.slo.Slo;

/** An objective by its names. */
record Key(String service, String name) {
  static Key of(Slo slo) {
    return new Key(slo.service(), slo.name());
  }

  /** Of what is promised by contract; no objective has such a name. */
  Key agreement() {
    return new Key(service, name + " (SLA)");
  }

  @Override
  public String toString() {
    return name + " of " + service;
  }
}
