package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A tiny process that outlives the supervisor when that is killed, and then ends everything of the
 * run. It waits on a pipe whose other end only the supervisor holds, so no death goes unnoticed.
 */
final class Reaper implements AutoCloseable {
  private static final String SCRIPT = "reaper.sh";

  private final DataFolder data;
  private @Nullable Process process;

  Reaper(DataFolder data) {
    this.data = data;
  }

  synchronized void start() {
    if (process != null) {
      return;
    }
    Path script = Resources.copy(SCRIPT, data.folder("run"));
    try {
      List<String> command = new ArrayList<>();
      if (Programs.find("setsid").isPresent()) {
        command.add("setsid");
      }
      command.addAll(
          List.of(
              "sh",
              script.toString(),
              DataFolder.RUN_MARK + "=" + data.run(),
              data.folder("run").toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(data.log("reaper").toFile()));
      // Unmarked, or it would find itself.
      builder.environment().keySet().removeAll(data.marks().keySet());
      process = builder.start();
    } catch (IOException e) {
      throw new DemoException("the reaper cannot be started: " + e.getMessage(), e);
    }
  }

  synchronized long pid() {
    return process == null ? -1 : process.pid();
  }

  /** Tells it that everything was ended in order. */
  @Override
  public synchronized void close() {
    if (process == null) {
      return;
    }
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      // It is gone already: nothing to tell.
      process.destroyForcibly();
    }
    try {
      if (!process.waitFor(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process = null;
  }
}
