package dev.mainstay.examples.payments.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the person asked for.
 *
 * @param home the built checkout
 * @param rate requests per second; 0 for none
 * @param story whether to play the story and end
 * @param json where the story's figures are written for machines, or null
 */
public record DemoOptions(
    Path home,
    Path data,
    int portBase,
    double rate,
    boolean story,
    @Nullable Path json,
    boolean help) {

  /** What {@code --help} prints. */
  public static final String HELP =
      """
      Usage: mainstay demo [--story [--json FILE]] [--rate N] [--data FOLDER] [--port-base N]

      Runs a payment system under Mainstay until Ctrl-C.

        --story        plays failures, releases and recoveries without a person, then ends
        --json FILE    with --story: writes the chapters' figures for machines
        --rate N       requests per second of the load generator (default: 100; 0 for none)
        --data FOLDER  where everything is written (default: .mainstay/demo in the checkout)
        --port-base N  the first port; the others are up to 190 above (default: 8300)
      """;

  /**
   * Reads the command line.
   *
   * @throws DemoException with every problem
   */
  static DemoOptions parse(List<String> arguments, Map<String, String> environment) {
    Path home =
        Path.of(environment.getOrDefault("MAINSTAY_HOME", ".")).toAbsolutePath().normalize();
    Path data = home.resolve(".mainstay/demo");
    int portBase = Ports.DEFAULT_BASE;
    double rate = 100;
    boolean story = false;
    Path json = null;
    boolean help = false;
    List<String> problems = new ArrayList<>();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--story" -> story = true;
        case "--json" -> json = Path.of(value(option, rest, problems)).toAbsolutePath();
        case "--help", "-h" -> help = true;
        case "--data" -> data = Path.of(value(option, rest, problems)).toAbsolutePath();
        case "--port-base" ->
            portBase = (int) number(option, value(option, rest, problems), 1024, 65_335, problems);
        case "--rate" -> rate = number(option, value(option, rest, problems), 0, 5_000, problems);
        default -> problems.add("unknown option: " + option + " (expected: see --help)");
      }
    }
    if (json != null && !story) {
      problems.add("--json: the figures are the story's (expected: --story with it)");
    }
    if (!problems.isEmpty()) {
      throw new DemoException(problems);
    }
    return new DemoOptions(home, data, portBase, rate, story, json, help);
  }

  private static String value(String option, Iterator<String> rest, List<String> problems) {
    if (rest.hasNext()) {
      return rest.next();
    }
    problems.add(option + ": no value");
    return "";
  }

  private static double number(
      String option, String text, double least, double most, List<String> problems) {
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    if (!text.isEmpty()) {
      problems.add(
          String.format(
              "%s: %s (expected: a number from %.0f to %.0f)", option, text, least, most));
    }
    return least;
  }
}
