package dev.mainstay.examples.payments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor with all of its real parts but the server. */
class DemoIT {
  private static final Path HOME = Path.of("../../..").toAbsolutePath().normalize();
  private static final int SPAN = 200;

  @TempDir private Path folder;
  private final Ports ports = new Ports(freeBase());

  @Test
  void startsInOrderKeepsASecondOneOutAndLeavesNothing() {
    List<String> started = new ArrayList<>();
    Demo demo = demo();
    DataFolder data = demo.data();
    try {
      demo.start(part -> started.add(part.name()));
      assertThat(started)
          .containsExactly("pager", "mail", "postgres", "redis", "card-network", "mainstay");
      assertThat(ports.all().entrySet())
          .filteredOn(port -> !port.getKey().equals("fraud-api"))
          .noneMatch(port -> FreePorts.isFree(port.getValue()));
      assertThat(table(demo))
          .contains("postgres", "127.0.0.1:" + ports.postgres(), "pid ", "payment-api", "Console:");

      Demo second = demo();
      assertThatThrownBy(() -> second.start(part -> {})).hasMessageContaining("already");
      assertThat(demo.server().pid()).isPresent();

      // What the server started goes on when the server is killed, and ends with the demo.
      int before = Leftovers.ofRun(data).size();
      demo.server().kill();
      assertThat(Leftovers.ofRun(data)).hasSize(before - 1);
      demo.server().start();
      assertThat(demo.server().startedIn()).isPositive();
    } finally {
      demo.close();
    }
    assertThat(Leftovers.of(data)).isEmpty();
    assertThat(ports.all().values()).allMatch(FreePorts::isFree);
    demo.close();
  }

  @Test
  void aTakenPortIsToldBeforeAnythingStarts() throws Exception {
    Demo demo = demo();
    try (ServerSocket taken =
        new ServerSocket(ports.redis(), 1, InetAddress.getLoopbackAddress())) {
      List<Part> started = new ArrayList<>();
      assertThatThrownBy(() -> demo.start(started::add))
          .isInstanceOf(DemoException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " (for redis) is taken");
      assertThat(started).isEmpty();
      assertThat(Leftovers.of(demo.data())).isEmpty();
    }
    // Nothing is held: the next one starts.
    try (Demo next = demo()) {
      next.start(part -> {});
    }
  }

  @Test
  void aServerThatDoesNotStartTakesTheOthersWithIt() {
    Demo demo =
        new Demo(
            HOME,
            folder,
            ports,
            1,
            (designs, data, port) -> List.of("sh", "-c", "echo no; exit 3"));
    assertThatThrownBy(() -> demo.start(part -> {}))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("Mainstay is not ready")
        .hasMessageContaining("no");
    assertThat(Leftovers.of(demo.data())).isEmpty();
    assertThat(ports.all().values()).allMatch(FreePorts::isFree);
  }

  private Demo demo() {
    return new Demo(
        HOME,
        folder,
        ports,
        1,
        (designs, data, port) ->
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                StandInServer.class.getName(),
                String.valueOf(port),
                String.valueOf(ports.payments())));
  }

  private static String table(Demo demo) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DemoMain.print(demo, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int freeBase() {
    int base = 11_000;
    while (!new Ports(base).all().values().stream().allMatch(FreePorts::isFree)) {
      base += SPAN;
    }
    return base;
  }
}
