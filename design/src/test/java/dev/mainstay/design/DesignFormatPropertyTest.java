package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Formatting changes how a design is written and nothing else: the design that is read, what is
 * found in it, its comments. Over all designs in the repository, as they are and laid out
 * otherwise.
 */
class DesignFormatPropertyTest {
  private static final List<List<SourceText>> SYSTEMS = systems();
  private static final List<SourceText> FILES = SYSTEMS.stream().flatMap(List::stream).toList();

  private static List<List<SourceText>> systems() {
    List<List<SourceText>> systems = new ArrayList<>(List.of(Examples.sources()));
    Path designs = Examples.ROOT.resolve("examples/designs");
    try (var folders = Files.list(designs)) {
      folders.filter(Files::isDirectory).sorted().forEach(folder -> systems.add(files(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    systems.add(List.of(new SourceText("shop-api.yaml", DocumentationTest.service())));
    systems.add(List.of(new SourceText("shop.yaml", DocumentationTest.blocks().getLast())));
    return systems;
  }

  private static List<SourceText> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(file -> new SourceText(file.toString(), Examples.read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes of a text's layout, some of which make it invalid. */
  private static final List<UnaryOperator<String>> LAYOUTS =
      List.of(
          text -> text.replace(", ", ",   "),
          text -> text.replace("{ ", "{").replace(" }", "}"),
          text -> text.replace("\n", "\n\n"),
          text -> text.replace("\n", "   # note\n"),
          text -> text.replaceAll("(?m)^( *)(\\w+: )", "$1# note\n$1$2"),
          text -> text.replaceAll("(?m)^( +)", "$1$1"),
          text -> text.replace("{ ", "{\n                      "),
          text -> text.replace("[", "[   # first\n                     "),
          text -> text.replaceAll("(?m)^( *)- ", "$1-    "),
          text -> text.replaceAll("(\\d)s\\b", "$1000ms"),
          text -> text.replaceAll("(\\d) %", "$1.00%"),
          text -> text.replaceAll("(\\d)m\\b", "$1.0m"),
          text -> text.replaceAll("(?m)^(\\w+): (.*)$", "$1:\n   $2"),
          text -> text.replaceAll("(?m)^( *\\w+): ([a-z ;,]+)$", "$1: '$2'"),
          text -> text.replaceAll("(?m)^( *)(\\w+): ([a-z]+) ([a-z ;,]+)$", "$1$2: $3\n$1    $4"),
          text -> text.replaceAll("(?m)^( *)(\\w+): ([a-z ;,]+)$", "$1$2: >-  # fold\n$1   $3"),
          text -> text.replaceAll("(?m)^( *)(\\w+): ([a-z ;,]+)$", "$1$2: |2+\n$1    $3\n\n"),
          text -> text.replace("\n", "\r\n"),
          text -> "# top\n\n" + text + "# bottom\n  # right\n",
          text -> "---\n" + text + "...\n",
          DesignFormatPropertyTest::backwards);

  /** Sections in the opposite order. */
  private static String backwards(String text) {
    List<String> sections = new ArrayList<>(List.of(text.split("\n(?=[a-zA-Z#])")));
    return String.join("\n", sections.reversed()) + "\n";
  }

  @Example
  void allDesignsSayTheSameWhenFormatted() {
    for (List<SourceText> system : SYSTEMS) {
      List<SourceText> formatted = new ArrayList<>();
      for (SourceText file : system) {
        DesignFormat result = DesignFormat.of(file);
        assertThat(result.problems()).as(file.file()).isEmpty();
        isStable(file, result);
        formatted.add(new SourceText(file.file(), result.text()));
      }
      Surroundings none = Examples.surroundings();
      assertThat(DesignReader.read(formatted, none).read())
          .isEqualTo(DesignReader.read(system, none).read());
      assertThat(told(DesignReader.read(formatted, none)))
          .containsExactlyInAnyOrderElementsOf(told(DesignReader.read(system, none)));
    }
  }

  private static List<String> told(DesignResult result) {
    return result.problems().stream()
        .map(problem -> problem.code() + " " + problem.message() + " " + problem.arithmetic())
        .toList();
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void aDesignLaidOutInAnyWaySaysTheSame(@ForAll("written") SourceText source) {
    DesignFormat result = DesignFormat.of(source);

    if (!result.problems().isEmpty()) {
      assertThat(result.text()).isEqualTo(source.text());
      assertThat(result.problems()).noneMatch(problem -> problem.code().equals("MS-F013"));
      return;
    }
    isStable(source, result);
    var formatted = new SourceText(source.file(), result.text());
    Surroundings none = Examples.surroundings();
    assertThat(DesignReader.read(List.of(formatted), none).read())
        .isEqualTo(DesignReader.read(List.of(source), none).read());
  }

  private static void isStable(SourceText source, DesignFormat result) {
    assertThat(DesignFormat.of(new SourceText(source.file(), result.text())).text())
        .as("formatted once more")
        .isEqualTo(result.text());
    assertThat(comments(result.text()))
        .containsExactlyInAnyOrderElementsOf(comments(source.text()));
  }

  /** No value in these designs has a blank before a sharp. */
  private static List<String> comments(String text) {
    return text.lines()
        .filter(line -> line.matches("(.*\\s)?#.*"))
        .map(line -> line.replaceFirst("^[^#]*#", "#").strip())
        .toList();
  }

  @Provide
  Arbitrary<SourceText> written() {
    return Combinators.combine(
            Arbitraries.of(FILES), Arbitraries.of(LAYOUTS).list().ofMinSize(0).ofMaxSize(4))
        .as((file, layouts) -> {
          String text = file.text();
          for (UnaryOperator<String> layout : layouts) {
            text = layout.apply(text);
          }
          return new SourceText(file.file(), text);
        });
  }
}
