package dev.mainstay.examples.payments.demo;

import java.util.List;

/** Something that keeps the demo from running, told to the person who started it. */
public final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** One problem, with what to do about it. */
  public DemoException(String problem) {
    super(problem);
  }

  /** One problem with its cause. */
  public DemoException(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** Several problems found together, one per line. */
  public DemoException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
