package dev.mainstay.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command came to, run in this process. */
record Ran(int exitCode, String printed) {
  static Ran run(String... args) {
    var out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    PrintStream beforeErr = System.err;
    var both = new PrintStream(out, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      return new Ran(Main.run(args), out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
      System.setErr(beforeErr);
    }
  }
}
