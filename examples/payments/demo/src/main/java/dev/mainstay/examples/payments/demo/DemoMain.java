package dev.mainstay.examples.payments.demo;

import dev.mainstay.examples.payments.load.TimeSource;
import dev.mainstay.examples.payments.story.Mainstay;
import dev.mainstay.examples.payments.story.Promises;
import dev.mainstay.examples.payments.story.Stage;
import dev.mainstay.examples.payments.story.Story;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** The supervisor's process: {@code mainstay demo}. */
public final class DemoMain {
  private static final int BROKEN = 1;
  private static final int UNUSABLE = 2;

  private DemoMain() {}

  /** Runs the demo until it is told to end; exit code 2 when it cannot start. */
  public static void main(String[] arguments) {
    DemoOptions options;
    try {
      options = DemoOptions.parse(List.of(arguments), System.getenv());
    } catch (DemoException e) {
      fail(e);
      return;
    }
    if (options.help()) {
      System.out.print(DemoOptions.HELP);
      return;
    }
    try {
      run(options);
    } catch (DemoException e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(DemoOptions options) throws InterruptedException {
    Demo demo =
        new Demo(options.home(), options.data(), new Ports(options.portBase()), options.rate());
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              told.countDown();
              System.out.println("\nstopping …");
              demo.close();
              System.out.println("stopped; data and logs stay in " + demo.data());
              stopped.countDown();
            },
            "demo-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      demo.start(part -> System.err.println("started " + part.name()));
    } catch (DemoException e) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // Ctrl-C while starting: the hook is at it.
        stopped.await();
        return;
      }
      demo.close();
      throw e;
    }
    print(demo, System.out);
    demo.load().start();
    if (options.story()) {
      System.exit(play(demo, options) ? 0 : BROKEN);
    }
    told.await();
    stopped.await();
  }

  private static boolean play(Demo demo, DemoOptions options) {
    try (var mainstay = mainstay(demo, options)) {
      return new Story(System.out).play(stage(demo, mainstay), options.json());
    } catch (IOException e) {
      throw new DemoException("the story's figures cannot be written: " + e.getMessage());
    }
  }

  private static Mainstay mainstay(Demo demo, DemoOptions options) {
    return new Mainstay(
        demo.server().address(), List.of(options.home().resolve("mainstay").toString()));
  }

  private static Stage stage(Demo demo, Mainstay mainstay) {
    return new Stage(
        mainstay,
        demo.load(),
        new Stage.Machines(demo.postgres(), demo.redis(), demo.server()),
        new Stage.Inboxes(demo.pager(), demo.mail()),
        Promises.of(demo.designs(), "payment-api"),
        demo.data().root(),
        TimeSource.system());
  }

  /** Prints what runs where. */
  static void print(Demo demo, PrintStream out) {
    out.println();
    for (Part part : demo.parts()) {
      out.println(
          row(
              part.name(),
              part.address(),
              part.pid().isPresent() ? "pid " + part.pid().getAsLong() : "in here",
              part.description()));
    }
    String host = "http://127.0.0.1:";
    out.println(
        row(
            "payment-api",
            host + demo.ports().payments(),
            "by Mainstay",
            "takes and refunds payments, through the gateway"));
    out.println(
        row("fraud-api", host + demo.ports().fraud(), "by Mainstay", "scores them, optional"));
    out.println(
        row(
            "load",
            host + demo.ports().payments(),
            "in here",
            String.format(
                Locale.ROOT, "%.0f requests/s: create, get, refund", demo.load().rate())));
    out.println();
    out.println("Console:  " + demo.server().address() + "/");
    out.println("Data:     " + demo.data() + " (logs in logs/)");
    out.println("Ctrl-C stops everything.");
    out.flush();
  }

  private static String row(String name, String address, String process, String description) {
    return String.format(
        Locale.ROOT, "  %-13s %-30s %-12s %s", name, address, process, description);
  }

  private static void fail(DemoException e) {
    String message = String.valueOf(e.getMessage());
    System.err.println("mainstay demo: " + message.replace("\n", "\n  "));
    System.exit(UNUSABLE);
  }
}
