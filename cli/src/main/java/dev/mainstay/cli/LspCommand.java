package dev.mainstay.cli;

import dev.mainstay.cli.editor.EditorServer;
import dev.mainstay.kernel.Clock;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code mainstay lsp}: what editors start to be told what the compiler knows. */
@Command(
    name = "lsp",
    description = "Serves editors over standard input and output (Language Server Protocol).",
    mixinStandardHelpOptions = true)
final class LspCommand implements Callable<Integer> {
  @Override
  public Integer call() throws InterruptedException {
    PrintStream out = System.out;
    // Whatever else is printed must not get among the messages.
    System.setOut(System.err);
    try {
      return EditorServer.serve(System.in, out, Clock.system());
    } finally {
      System.setOut(out);
    }
  }
}
