package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.design.FirstDesign.Question;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.Service.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirstDesignTest {
  private static final String ORGANISATION =
      """
      apiVersion: mainstay/v1
      kind: Organisation
      name: example
      people: { ana: { webhook: http://127.0.0.1:1/ana }, ben: { webhook: http://127.0.0.1:1/ben } }
      teams: { shop: { onCall: { rotation: [ana, ben] } } }
      """;

  static Stream<FirstDesign> all() {
    return Stream.of(Criticality.values())
        .flatMap(criticality ->
            Stream.of(Platform.values())
                .flatMap(platform ->
                    Stream.of(
                        first(criticality, platform, null), first(criticality, platform, "shop"))));
  }

  private static FirstDesign first(
      Criticality criticality, Platform platform, @Nullable String owner) {
    return new FirstDesign("shop-api", owner, criticality, platform, "docs/shop-api");
  }

  private static DesignResult read(FirstDesign first, String text) {
    List<SourceText> texts = new ArrayList<>();
    texts.add(new SourceText(first.file(), text));
    if (first.owner() != null) {
      texts.add(new SourceText("organisation.yaml", ORGANISATION));
    }
    return DesignReader.read(texts, new Surroundings(first.runbooks(), Checked.TODAY));
  }

  @ParameterizedTest
  @MethodSource("all")
  void noCheckFindsAnythingInIt(FirstDesign first) {
    DesignResult result = read(first, first.text());

    // Without an organisation nobody is woken, which only its writer can mend.
    assertThat(result.problems())
        .as(first.text())
        .allMatch(problem -> first.owner() == null && problem.code().equals("MS-A001"));
    Service service = result.designs().orElseThrow().services().getFirst();
    assertThat(service.criticality()).isEqualTo(first.criticality());
    assertThat(service.platform()).isEqualTo(first.platform());
    assertThat(service.documentation()).isEqualTo("docs/shop-api");
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatItShowsAsAnExampleIsInOrderToo(FirstDesign first) {
    String text =
        Pattern.compile("^# ((?:traffic|dependencies|  \\S.*|    \\S.*):?.*)$", Pattern.MULTILINE)
            .matcher(first.text())
            .replaceAll("$1");

    DesignResult result = read(first, text);

    assertThat(result.hasErrors()).as(text + result.problems()).isFalse();
    assertThat(result.designs().orElseThrow().services().getFirst().dependencies()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyValueHasItsReasonAndTheTextIsFormatted(FirstDesign first) {
    String text = first.text();

    assertThat(DesignFormat.of(new SourceText("a.yaml", text)).text()).isEqualTo(text);
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("  [a-zA-Z-]+:.*")) {
        assertThat(lines.get(i - 1)).as(lines.get(i)).startsWith("  #");
      }
    }
  }

  @Test
  void answersAreHeldAgainstTheirForm() {
    assertThat(Question.SYSTEM.refusal("Shop API"))
        .contains(
            "system: Shop API (expected: a name in kebab-case, such as payment-api); did you mean"
                + " shop-api?");
    assertThat(Question.CRITICALITY.refusal("hihg"))
        .get()
        .asString()
        .contains("did you mean high?");
    assertThat(Question.PLATFORM.refusal("kubernetes")).isEmpty();
    assertThat(Question.DOCUMENTATION.refusal("my docs")).isPresent();
    assertThatThrownBy(() -> FirstDesign.of(Map.of(Question.SYSTEM, "shop"), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFolderOfAnyNameIsWrittenSoThatItIsReadAgain() {
    for (String folder : List.of("null", "{docs}", "a:b", "it's/here", "#docs", "123")) {
      var first = new FirstDesign("shop", null, Criticality.LOW, Platform.MACHINES, folder);
      assertThat(read(first, first.text()).designs().orElseThrow().services().getFirst())
          .returns(folder, Service::documentation);
    }
  }
}
