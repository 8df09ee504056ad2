package dev.mainstay.telemetry.remote;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.telemetry.config.ConfigCodes;
import dev.mainstay.telemetry.config.ConfigSection;
import dev.mainstay.telemetry.config.HttpAccess;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a file of stores whole: every problem is told, with its place and without secrets. */
final class StoreConfigReader {
  private static final URI NONE = URI.create("http://none");

  private static final Comparator<Place> IN_ORDER =
      Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

  private final Path file;
  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  StoreConfigReader(Path file) {
    this.file = file;
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file.toAbsolutePath() : parent;
  }

  StoreConfig.Read read(String text) {
    Node root = Yaml.readForeign(new SourceText(file.toString(), text), problems::add).orElse(null);
    List<StoreConfig> stores;
    var start = new Place(file.toString(), 1, 1, 1);
    try (var top = new ConfigSection(root, start, "", problems)) {
      stores = top.sections("stores", this::store);
    }
    problems.sort(Comparator.comparing(Problem::place, Comparator.nullsFirst(IN_ORDER)));
    return new StoreConfig.Read(
        problems.stream().anyMatch(Problem::isError) ? List.of() : stores, problems);
  }

  private StoreConfig store(ConfigSection section) {
    String name = section.text("name", "");
    Optional<String> wrong = StoreConfig.wrongName(name);
    if (!section.has("name")) {
      section.problem(
          ConfigCodes.MISSING, section.place(), section.path() + ": no name", "name the store");
    } else if (wrong.isPresent()) {
      section.problem(
          section.place("name"),
          section.name("name") + ": '" + name + "' (expected: " + wrong.get() + ")",
          null);
    } else if (!names.add(name)) {
      section.problem(
          ConfigCodes.TWICE,
          section.place("name"),
          "second store " + name,
          "give each store a name of its own");
    }
    HttpAccess access = HttpAccess.read(section, folder);
    if (section.has("follow_redirects") && access.followRedirects()) {
      section.problem(
          ConfigCodes.NOT_DONE,
          section.place("follow_redirects"),
          section.name("follow_redirects") + ": not done by Mainstay for stores",
          "name the address to which it is redirected");
    }
    return new StoreConfig(name, address(section), access, headers(section));
  }

  private static URI address(ConfigSection section) {
    if (!section.has("url")) {
      section.problem(
          ConfigCodes.MISSING,
          section.place(),
          section.path() + ": no url",
          "write url: http://prometheus:9090");
      return NONE;
    }
    String wrong;
    try {
      var address = new URI(section.text("url", ""));
      Optional<String> found = StoreConfig.wrongAddress(address);
      if (found.isEmpty()) {
        return address;
      }
      wrong = found.get();
    } catch (URISyntaxException e) {
      wrong = "not an address (expected: http://HOST:PORT or https://…)";
    }
    section.problem(section.place("url"), section.name("url") + ": " + wrong, null);
    return NONE;
  }

  private static Map<String, String> headers(ConfigSection section) {
    Map<String, String> headers = section.pairs("headers");
    headers.forEach((name, value) ->
        HttpAccess.wrongHeader(name, value)
            .ifPresent(wrong ->
                section.problem(
                    section.place("headers"),
                    section.name("headers") + "." + name + ": " + wrong,
                    null)));
    return headers;
  }
}
