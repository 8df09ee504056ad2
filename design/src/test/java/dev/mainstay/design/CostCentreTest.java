package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Documents.Document;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who pays for services, and whether that is enough. */
class CostCentreTest {
  private static String organisation(String centres) {
    return Checked.ORGANISATION + "costCentres: { " + centres + " }\n";
  }

  private static String service(String name, String cost) {
    return Checked.service(
        name, "owner: both\nplanning: { cost: { centre: sales, " + cost + " } }\n");
  }

  private static DesignResult read(String... texts) {
    List<SourceText> sources = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      sources.add(new SourceText("file" + i + ".yaml", texts[i]));
    }
    return DesignReader.read(sources, Checked.SURROUNDINGS);
  }

  private static List<String> found(String budget, String first, String second) {
    return Checked.codesIn(
            organisation("sales: { budget: " + budget + " }"),
            service("api", first),
            service("mail", second))
        .stream()
        .filter(code -> code.startsWith("MS-B02"))
        .toList();
  }

  @Test
  void anUnknownCentreIsToldWithTheNearest() {
    DesignResult result =
        read(organisation("sale: {}, research: {}"), service("api", "instance: 1 USD/h"));

    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().getFirst())
        .returns("MS-F009", Problem::code)
        .returns("centre: no cost centre named sales", Problem::message)
        .returns("did you mean `sale`?", Problem::fix)
        .extracting(Problem::place)
        .returns("file1.yaml", Place::file)
        .returns(6, Place::line);
    assertThat(read(Checked.ORGANISATION, service("api", "instance: 1 USD/h")).problems())
        .extracting(Problem::fix)
        .containsExactly("there is no cost centre yet: add it");
  }

  @Test
  void withoutAnOrganisationACentreIsOnlyAName() {
    assertThat(read(service("api", "instance: 1 USD/h").replace("owner: both\n", "")).problems())
        .isEmpty();
  }

  // 720 h x (1 + 0.5) USD/h + 20 USD = 1100 USD a month of 30 days
  @Test
  void aCentrePaysForWhatAlwaysRunsInAllItsServices() {
    String one = "instance: 1 USD/h";
    String other = "instance: 0.5 USD/h, fixed: { disk: 20 USD/month }";
    assertThat(found("1099.99 USD/month", one, other)).containsExactly("MS-B020 E");
    assertThat(found("1100 USD/month", one, other)).isEmpty();
    assertThat(found("1 USD/month", "instance: 1 USD/h", "instance: 1 EUR/h")).isEmpty();
    assertThat(found("719 USD/month", one, "budget: 1 USD/month")).contains("MS-B020 E");

    DesignResult result =
        read(
            organisation("sales: { budget: 1000 USD/month }"),
            service("api", one),
            service("mail", other));
    assertThat(result.problems())
        .singleElement()
        .returns(
            "api 720.00 + mail 380.00 = 1100.00 USD/month > 1000 USD/month", Problem::arithmetic)
        .satisfies(problem -> assertThat(problem.related()).hasSize(2))
        .extracting(Problem::place)
        .returns("file0.yaml", Place::file);
  }

  @Test
  void budgetsOfServicesFitIntoThatOfTheirCentre() {
    assertThat(found("299 USD/month", "budget: 200 USD/month", "budget: 100 USD/month"))
        .containsExactly("MS-B021 W");
    assertThat(found("300 USD/month", "budget: 200 USD/month", "budget: 100 USD/month")).isEmpty();
    assertThat(found("10 USD/day", "budget: 200 USD/month", "budget: 101 USD/month"))
        .containsExactly("MS-B021 W");
  }

  @Test
  void whatIsNotWrittenIsUnknownAndNotAccused() {
    DesignResult result =
        read(
            organisation("sales: { budget: 1000 USD/month }, research: {}"),
            service("api", "instance: 1 USD/h"),
            service("mail", "budget: 1 USD/month"));

    assertThat(result.problems()).isEmpty();
    assertThat(result.results())
        .filteredOn(each -> each.code().equals("MS-B020") && each.service().equals("api"))
        .singleElement()
        .returns(CheckResult.Verdict.UNKNOWN, CheckResult::verdict);
  }

  @Test
  void documentsTellWhatTheCentrePays() {
    DesignResult result =
        read(
            organisation("sales: { budget: 2000 USD/month }"),
            service("api", "instance: 1 USD/h"),
            service("mail", "instance: 0.5 USD/h"));
    Designs designs = result.designs().orElseThrow();
    List<Document> documents =
        Documents.markdown(
            designs, result.places(), Shelf.of(designs, result.places(), Path.of("/ops"), null));

    assertThat(documents)
        .filteredOn(document -> document.path().endsWith("COMPLETE-design.md"))
        .isNotEmpty()
        .allSatisfy(document ->
            assertThat(document.text())
                .contains(
                    "Paid by the cost centre `sales`, for all its services: api 720.00 + mail"
                        + " 360.00 = 1080.00 USD/month of 2000 USD/month"));
  }
}
