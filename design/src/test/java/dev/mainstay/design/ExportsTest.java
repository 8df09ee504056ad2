package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Export.ExportedFile;
import dev.mainstay.design.Export.Note;
import dev.mainstay.kernel.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportsTest {
  private static String text(ExportFormat format, Designs designs) {
    return Exports.of(format, designs).files().stream()
        .map(ExportedFile::text)
        .collect(Collectors.joining("\n"));
  }

  private static List<String> notes(ExportFormat format, Designs designs) {
    return Exports.of(format, designs).notes().stream()
        .map(note -> note.design() + " " + note.path() + ": " + note.text())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void sameDesignsGiveTheSameBytes(ExportFormat format) {
    assertThat(Exports.of(format, ExportedDesigns.reference()))
        .isEqualTo(Exports.of(format, ExportedDesigns.reference()));
  }

  @ParameterizedTest
  @EnumSource
  void eachFileSaysWhatItCarriesAndWhatNot(ExportFormat format) {
    for (Designs designs : ExportedDesigns.all()) {
      Export export = Exports.of(format, designs);
      assertThat(export.files()).isNotEmpty();
      assertThat(export.files())
          .allSatisfy(file -> {
            String start = file.text().substring(0, Math.min(1500, file.text().length()));
            assertThat(start).contains("Change the design, not this file").contains("Carries: ");
          });
      String all = export.files().stream().map(ExportedFile::text).collect(Collectors.joining());
      String words = all.replaceAll("(\\\\n| |\\n|#)+", " ");
      assertThat(export.notes())
          .extracting(Note::path)
          .allSatisfy(path -> assertThat(words).contains("- " + path + ":"));
    }
  }

  @Test
  void aFileNamesTheClaimsThatItCarriesAndNoOthers() {
    Designs designs = ExportedDesigns.reference();
    String head = text(ExportFormat.PROMETHEUS_RULES, designs).replaceAll("\n#\\s*", " ");
    List<String> known = Claims.of(designs).stream().map(Claim::id).toList();
    assertThat(known)
        .filteredOn(claim -> claim.contains("/objectives/"))
        .isNotEmpty()
        .allSatisfy(claim -> assertThat(head).contains(claim));
    assertThat(known)
        .filteredOn(claim -> claim.contains("/traffic/") || claim.contains("/health/"))
        .isNotEmpty()
        .noneSatisfy(claim -> assertThat(head).contains(claim));
  }

  @ParameterizedTest
  @EnumSource
  void noSecretIsWritten(ExportFormat format) {
    assertThat(text(format, ExportedDesigns.odd())).doesNotContain("hush");
  }

  @ParameterizedTest
  @EnumSource
  void noDesignsAreNoFilesOrOnesWithoutServices(ExportFormat format) {
    var none = new Designs(ExportedDesigns.odd().organisation(), new ArrayList<>());
    assertThat(Exports.of(format, none).files())
        .hasSizeLessThanOrEqualTo(format == ExportFormat.ALERTMANAGER ? 1 : 0);
  }

  @Test
  void partsOfSecondsAreRoundedUpAndTold() {
    assertThat(text(ExportFormat.KUBERNETES, ExportedDesigns.odd()))
        .contains("periodSeconds: 3", "timeoutSeconds: 1", "terminationGracePeriodSeconds: 7");
    assertThat(notes(ExportFormat.KUBERNETES, ExportedDesigns.odd()))
        .contains(
            "odd-api health/liveness/every: 2500ms became 3s: Kubernetes counts whole seconds",
            "odd-api delivery/process/grace: 1500ms became 2s: Kubernetes counts whole seconds");
  }

  @Test
  void secretsOfTheEnvironmentAreReadFromASecret() {
    assertThat(text(ExportFormat.KUBERNETES, ExportedDesigns.odd()))
        .contains("name: BANK_TOKEN\n              valueFrom:\n                secretKeyRef:")
        .contains("name: BANK_URL\n              valueFrom:")
        .contains("name: MODE\n              value: \"on\"")
        .contains("name: RATE\n              value: \"10\"");
  }

  @Test
  void oneInstanceHasNoDisruptionBudget() {
    Designs one =
        ExportedDesigns.read(Checked.service("api", "owner: both\ninstances: { min: 1 }\n"));
    assertThat(text(ExportFormat.KUBERNETES, one)).doesNotContain("PodDisruptionBudget\n");
    assertThat(text(ExportFormat.KUBERNETES, ExportedDesigns.odd()))
        .contains("kind: PodDisruptionBudget\n");
  }

  @Test
  void routesCarryTheExactWeightOfEachStep() {
    List<ExportedFile> files = Exports.of(ExportFormat.GATEWAY_API, ExportedDesigns.odd()).files();
    assertThat(files)
        .extracting(ExportedFile::name)
        .containsExactly(
            "odd-api.canary.yaml",
            "odd-api.route-0.yaml",
            "odd-api.route-1.yaml",
            "odd-api.route-2.yaml");
    assertThat(files.get(1).text()).contains("weight: 100").contains("weight: 0");
    assertThat(files.get(2).text()).contains("weight: 975").contains("weight: 25\n");
    assertThat(files.get(3).text()).contains("weight: 50");
  }

  @Test
  void attemptsOfAMeshFitIntoTheirTime() {
    String three =
        """
        owner: both
        dependencies:
          bank:
            kind: externalApi
            timeout: 400ms
            retry: { attempts: 3, within: %s, key: id }
        """;
    Designs fits = ExportedDesigns.read(Checked.service("api", three.formatted("1200ms")));
    Designs short1 = ExportedDesigns.read(Checked.service("api", three.formatted("1199ms")));
    assertThat(text(ExportFormat.ISTIO, fits)).contains("attempts: 2");
    assertThat(text(ExportFormat.ISTIO, short1)).contains("attempts: 1");
    assertThat(notes(ExportFormat.ISTIO, short1))
        .contains(
            "api dependencies/bank/retry/attempts: 3 became 2: 3 x 400ms is more than 1199ms");
  }

  @Test
  void aMeshRepeatsWithoutAKeyOnlyWhatWasNeverSent() {
    Designs designs =
        ExportedDesigns.read(
            Checked.service(
                "api",
                """
                owner: both
                dependencies:
                  bank: { kind: externalApi, timeout: 400ms, retry: { attempts: 2 } }
                """));
    assertThat(text(ExportFormat.ISTIO, designs))
        .contains("retryOn: \"connect-failure,refused-stream\"");
  }

  @Test
  void openSloKeepsTargetsExactly() {
    assertThat(text(ExportFormat.OPENSLO, ExportedDesigns.odd()))
        .contains(
            "targetPercent: 99.95",
            "mainstay.dev/sla: \"99.9 %\"",
            "duration: 1M",
            "duration: 36h");
  }

  @Test
  void whatAlertmanagerCannotDoIsTold() {
    assertThat(notes(ExportFormat.ALERTMANAGER, ExportedDesigns.odd()))
        .anyMatch(note -> note.contains("teams/both/onCall: Alertmanager knows no rotation"))
        .anyMatch(note -> note.contains("teams/both/escalation"))
        .anyMatch(note ->
            note.contains("people/ben/webhook: left out, since its address holds a secret"));
  }

  @Test
  void resourcesAndScalingAreInUnitsOfKubernetes() {
    assertThat(text(ExportFormat.KUBERNETES, ExportedDesigns.odd()))
        .contains("cpu: 1500m", "memory: 768Mi")
        .contains("averageUtilization: 70", "averageValue: 15000m")
        .contains("stabilizationWindowSeconds: 2\n", "stabilizationWindowSeconds: 3600\n")
        .contains("value: 50\n", "periodSeconds: 60\n");
    assertThat(notes(ExportFormat.KUBERNETES, ExportedDesigns.odd()))
        .contains(
            "odd-api instances/scale/cpu: 70.5 % became 70 %: it must be whole",
            "odd-api instances/scale/downAfter: 7200s became 3600s, the most there is")
        .anyMatch(note -> note.startsWith("odd-api instances/scale/cpu/down: left out"));
  }
}
