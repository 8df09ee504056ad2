package dev.mainstay.examples.payments.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the ports that something else listens on, before anything is started. */
final class PortCheck {
  private static final Pattern PID = Pattern.compile("pid=(\\d+)");

  private PortCheck() {}

  /**
   * Checks all ports.
   *
   * @throws DemoException naming every port that is taken, and by whom as far as that can be found
   */
  static void allFree(Ports ports) {
    List<String> problems = new ArrayList<>();
    ports
        .all()
        .forEach((part, port) -> {
          if (!FreePorts.isFree(port)) {
            problems.add("port " + port + " (for " + part + ") is taken" + by(port));
          }
        });
    if (!problems.isEmpty()) {
      problems.add(
          "fix: stop what listens there, or shift all ports, for example --port-base "
              + (ports.base() + 1_000));
      throw new DemoException(problems);
    }
  }

  private static String by(int port) {
    OptionalLong pid = listener(port);
    if (pid.isEmpty()) {
      return "";
    }
    String command =
        ProcessHandle.of(pid.getAsLong())
            .flatMap(process -> process.info().command())
            .map(path -> path.substring(path.lastIndexOf('/') + 1) + ", ")
            .orElse("");
    return " by " + command + "pid " + pid.getAsLong();
  }

  private static OptionalLong listener(int port) {
    Matcher ss = PID.matcher(Programs.run(List.of("ss", "-Hltnp", "sport = :" + port)).output());
    if (ss.find()) {
      return OptionalLong.of(Long.parseLong(ss.group(1)));
    }
    Programs.Result lsof =
        Programs.run(List.of("lsof", "-t", "-nP", "-iTCP:" + port, "-sTCP:LISTEN"));
    return lsof.exit() == 0 && lsof.output().matches("\\d+(\\s.*)?")
        ? OptionalLong.of(Long.parseLong(lsof.output().split("\\s", 2)[0]))
        : OptionalLong.empty();
  }
}
