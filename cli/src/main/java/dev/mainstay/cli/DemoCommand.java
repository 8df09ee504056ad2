package dev.mainstay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code mainstay demo}: hands over to the payment system's supervisor, a program of its own. */
@Command(
    name = "demo",
    description = {
      "Starts a payment system under Mainstay and keeps it running until Ctrl-C.",
      "--story plays its failures and releases without a person; --help tells more."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String MAIN = "dev.mainstay.examples.payments.demo.DemoMain";

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    String home = System.getenv("MAINSTAY_HOME");
    Path libraries = Path.of(home == null ? "." : home, "examples/payments/demo/target/app/lib");
    if (!Files.isDirectory(libraries)) {
      throw new ApiException(
          "the demo is not built: no folder "
              + libraries
              + " (run it by ./mainstay demo in the checkout)");
    }
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                libraries + "/*",
                MAIN));
    command.addAll(arguments);
    Process demo = new ProcessBuilder(command).inheritIO().start();
    // Ctrl-C reaches both; the demo cleans up and this program waits for it.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(demo), "demo-end"));
    return demo.waitFor();
  }

  private static void end(Process demo) {
    demo.destroy();
    try {
      demo.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
