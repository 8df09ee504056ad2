package dev.mainstay.telemetry.scrape;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.telemetry.config.ConfigCodes;
import dev.mainstay.telemetry.config.ConfigSection;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Targets from JSON and YAML files, read again when they change. A file that is broken keeps what
 * it said last; one that is gone takes its targets with it.
 */
final class FileDiscovery implements Discovery {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(FileDiscovery.class);

  private final ScrapeConfig.Files config;
  private final Scheduler scheduler;
  private final Map<Path, State> states = new TreeMap<>();
  private Scheduler.@Nullable Task task;

  private record State(FileTime changed, long size, List<TargetGroup> groups) {}

  FileDiscovery(ScrapeConfig.Files config, Scheduler scheduler) {
    this.config = config;
    this.scheduler = scheduler;
  }

  @Override
  public synchronized void start(Listener listener) {
    look(listener, true);
    Duration every = LOOK_EVERY.compareTo(config.refresh()) < 0 ? LOOK_EVERY : config.refresh();
    task = scheduler.every(every, "file discovery", () -> look(listener, false));
  }

  private synchronized void look(Listener listener, boolean first) {
    TreeSet<Path> files = files();
    boolean changed = states.keySet().removeIf(file -> !files.contains(file));
    for (Path file : files) {
      changed |= look(file);
    }
    if (changed || first) {
      listener.found(states.values().stream().flatMap(state -> state.groups.stream()).toList());
    }
  }

  private TreeSet<Path> files() {
    var files = new TreeSet<Path>();
    for (String pattern : config.patterns()) {
      Path path = config.folder().resolve(pattern);
      Path folder = path.getParent();
      if (pattern.indexOf('*') < 0) {
        if (Files.isRegularFile(path)) {
          files.add(path);
        }
      } else if (folder != null && Files.isDirectory(folder)) {
        try (DirectoryStream<Path> found =
            Files.newDirectoryStream(folder, String.valueOf(path.getFileName()))) {
          found.forEach(files::add);
        } catch (IOException e) {
          log.warn("{}: cannot be listed", folder, e);
        }
      }
    }
    return files;
  }

  private boolean look(Path file) {
    State before = states.get(file);
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (before != null
          && before.changed.equals(attributes.lastModifiedTime())
          && before.size == attributes.size()) {
        return false;
      }
      var problems = new ArrayList<Problem>();
      List<TargetGroup> groups = read(file, Files.readString(file), problems);
      for (Problem problem : problems) {
        log.warn("{}: {}; what it said before stays", problem.place(), problem.message());
      }
      boolean broken = !problems.isEmpty();
      states.put(
          file,
          new State(
              attributes.lastModifiedTime(),
              attributes.size(),
              broken ? before == null ? List.of() : before.groups : groups));
      return !broken;
    } catch (IOException e) {
      log.warn("{}: cannot be read", file, e);
      return false;
    }
  }

  /** The groups of a file: a list of targets and labels. */
  static List<TargetGroup> read(Path file, String text, List<Problem> problems) {
    var groups = new ArrayList<TargetGroup>();
    Node root = Yaml.readForeign(new SourceText(file.toString(), text), problems::add).orElse(null);
    switch (root) {
      case null -> {}
      case Node.Sequence list -> {
        for (Node item : list.items()) {
          int number = groups.size();
          String source = file + ":" + number;
          try (var section = new ConfigSection(item, item.place(), "[" + number + "]", problems)) {
            TargetGroup group = ScrapeConfigReader.group(section, source, true);
            var labels = new TreeMap<>(group.labels());
            labels.put("__meta_filepath", file.toString());
            groups.add(new TargetGroup(source, group.targets(), labels));
          }
        }
      }
      case Node other ->
          problems.add(
              Problem.error(
                  ConfigCodes.OTHER_KIND,
                  other.kind() + " (expected: a list of targets and labels)",
                  other.place(),
                  null));
    }
    return groups;
  }

  @Override
  public synchronized void close() {
    if (task != null) {
      task.cancel();
    }
  }
}
