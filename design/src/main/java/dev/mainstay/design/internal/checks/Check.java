package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Service;

/**
 * One contradiction that a design can hold. A finding that the text proves is an error; one that
 * rests on an assumption is a warning that names it.
 */
public abstract class Check {
  private final String code;
  private final String title;
  private final String rule;
  private final String why;

  /**
   * @param code stable over releases
   * @param title what is wrong, one line, lower case
   * @param rule the comparison, in the design's words
   * @param why what happens in production otherwise
   */
  protected Check(String code, String title, String rule, String why) {
    this.code = code;
    this.title = title;
    this.rule = rule;
    this.why = why;
  }

  public final String code() {
    return code;
  }

  /** The family that it belongs to: {@code time}. */
  public final String family() {
    String folder = getClass().getPackageName();
    return folder.substring(folder.lastIndexOf('.') + 1);
  }

  public final String title() {
    return title;
  }

  public final String rule() {
    return rule;
  }

  public final String why() {
    return why;
  }

  public abstract void check(Service service, Findings findings);
}
