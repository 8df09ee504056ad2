package dev.mainstay.examples.payments.story;

import dev.mainstay.design.Alert;
import dev.mainstay.design.DesignReader;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Surroundings;
import dev.mainstay.kernel.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.stream.Stream;

/** What the design that runs promises; the story holds the system against it. */
public final class Promises {
  private final Service service;

  private Promises(Service service) {
    this.service = service;
  }

  /** Reads the promises of one service from a folder of designs that a server runs already. */
  public static Promises of(Path designs, String service) {
    var texts = new ArrayList<SourceText>();
    var runbooks = new HashMap<String, String>();
    try (Stream<Path> files = Files.walk(designs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".yaml")) {
          texts.add(new SourceText(file.toString(), Files.readString(file)));
        } else if (name.endsWith(".md")) {
          runbooks.put(name.substring(0, name.length() - ".md".length()), Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new ChapterException("the designs in " + designs + " cannot be read: " + e);
    }
    var today = LocalDate.ofInstant(Clock.system().now(), ZoneOffset.UTC);
    Designs read =
        DesignReader.read(texts, new Surroundings(runbooks, today))
            .designs()
            .orElseThrow(() -> new ChapterException("the designs in " + designs + " have errors"));
    return new Promises(
        read.service(service).orElseThrow(() -> new ChapterException("no design of " + service)));
  }

  /** How long a caller waits at most. */
  Duration deadline() {
    return service.http().deadline();
  }

  Duration scrapeInterval() {
    return service.telemetry().every();
  }

  /** How long an alert's condition must hold before it fires. */
  Duration pending(String alert) {
    return service.alerts().stream()
        .filter(each -> each.name().equals(alert))
        .findFirst()
        .map(Alert::pending)
        .orElseThrow(() -> new ChapterException("the design has no alert " + alert));
  }
}
