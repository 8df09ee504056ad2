package dev.mainstay.design;

import java.util.Arrays;
import java.util.Optional;

/** A decision that a person makes and no check can. */
public enum Gate {
  DESIGN_APPROVED("design-approved", "team lead", "is the design complete and ready to be built?"),
  SECURITY_REVIEWED(
      "security-reviewed", "security reviewer", "are all grave findings of the review mended?"),
  STAGING("staging", "tech lead", "is this build safe to go to staging?"),
  PRODUCTION("production", "ops lead and product owner", "do we go to production?"),
  GO_LIVE("go-live", "project sponsor", "is it ready for real users?"),
  INCIDENT_PLAN_KNOWN(
      "incident-plan-known", "ops lead", "does everybody on call know the incident plan?"),
  STABLE("stable", "ops lead", "has it been stable in production for 72 hours?");

  private final String key;
  private final String decider;
  private final String question;

  Gate(String key, String decider, String question) {
    this.key = key;
    this.decider = decider;
    this.question = question;
  }

  /** As the design file writes it. */
  public String key() {
    return key;
  }

  /** The role that decides. */
  public String decider() {
    return decider;
  }

  public String question() {
    return question;
  }

  public static Optional<Gate> of(String key) {
    return Arrays.stream(values()).filter(gate -> gate.key.equals(key)).findFirst();
  }
}
