package dev.mainstay.toolkit;

import java.util.List;

/**
 * The environment or the policy cannot be used. Carries every problem found, each naming the key,
 * its value and what was expected, for example {@code dependencies[0].timeoutMillis: -5 (expected:
 * > 0)}.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final List<String> problems;

  public ConfigurationException(String source, List<String> problems) {
    super(source + ": " + String.join("; ", problems));
    this.source = source;
    this.problems = List.copyOf(problems);
  }

  /** What was read: the environment, or the policy with its place. */
  public String source() {
    return source;
  }

  /** Every problem, in the order of the document; never empty. */
  public List<String> problems() {
    return problems;
  }
}
