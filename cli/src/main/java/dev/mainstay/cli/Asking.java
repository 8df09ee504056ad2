package dev.mainstay.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Questions to the person at the terminal. */
final class Asking {
  private final BufferedReader in;
  private final PrintWriter out;

  Asking(Reader in, PrintWriter out) {
    this.in = new BufferedReader(in);
    this.out = out;
  }

  /** Absent when nobody is there to answer: input or output is a file or a pipe. */
  static Optional<Asking> atTerminal() {
    var console = System.console();
    return console == null || !console.isTerminal()
        ? Optional.empty()
        : Optional.of(new Asking(console.reader(), console.writer()));
  }

  /**
   * Asks until the answer is not refused.
   *
   * @param preset what an empty answer stands for, or null when there is no such thing
   * @param refusal what is wrong with an answer, or empty
   * @return empty when the input ends first
   */
  Optional<String> ask(
      String question, @Nullable String preset, Function<String, Optional<String>> refusal)
      throws IOException {
    while (true) {
      out.print(question + (preset == null ? "" : " [" + preset + "]") + ": ");
      out.flush();
      String line = in.readLine();
      if (line == null) {
        out.println();
        out.flush();
        return Optional.empty();
      }
      String answer = line.isBlank() && preset != null ? preset : line.strip();
      Optional<String> wrong = refusal.apply(answer);
      if (wrong.isEmpty()) {
        return Optional.of(answer);
      }
      out.println(wrong.get());
    }
  }
}
