package dev.mainstay.examples.payments.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A supervisor to be killed: starts things, says so, waits. Arguments: folder, port, reaper or not.
 */
final class KilledSupervisor {
  private KilledSupervisor() {}

  public static void main(String[] arguments) throws InterruptedException {
    DataFolder data = DataFolder.open(Path.of(arguments[0]));
    int port = Integer.parseInt(arguments[1]);
    if (arguments[2].equals("reaper")) {
      new Reaper(data).start();
    }
    new EmbeddedRedis(data, port).start();
    new EmbeddedPostgres(data, port + 1).start();
    ChildProcess.start(data, "stubborn", List.of("sh", "-c", "trap '' TERM; sleep 600"), Map.of());
    // As a service whose starter is gone: nobody's child, in a session of its own.
    ChildProcess.start(data, "starter", List.of("sh", "-c", "setsid sleep 600 & exit 0"), Map.of());
    System.out.println("started");
    new CountDownLatch(1).await();
  }
}
