package dev.mainstay.examples.payments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesignsTest {
  private static final Path OPS = Path.of("/checkout/examples/payments/ops");

  @Test
  void withTheDefaultPortsTheRepositorysOwnFilesAreUsed(@TempDir Path folder) {
    DataFolder data = DataFolder.open(folder);
    assertThat(Designs.in(OPS, new Ports(8300), data)).isEqualTo(OPS);
  }

  @Test
  void shiftsTheDemosPortsAndNothingElse() {
    String text =
        """
        gateway: { port: 8400 }
        DATABASE_URL: jdbc:postgresql://127.0.0.1:8432/payments
        webhook: http://127.0.0.1:8490/pages/ana
        timeout: 8400ms
        share: 18400, 84001, 8400 %, 8400.5
        - ../services/target/releases/payment-api-${version}.jar
        """;
    assertThat(Designs.shifted(text, OPS, new Ports(8301)))
        .isEqualTo(
            """
            gateway: { port: 8401 }
            DATABASE_URL: jdbc:postgresql://127.0.0.1:8433/payments
            webhook: http://127.0.0.1:8491/pages/ana
            timeout: 8400ms
            share: 18400, 84001, 8400 %, 8400.5
            - /checkout/examples/payments/services/target/releases/payment-api-${version}.jar
            """);
  }

  @Test
  void copiesTheWholeFolderIntoTheDataFolder(@TempDir Path folder) throws Exception {
    Path ops = folder.resolve("ops");
    Files.createDirectories(ops.resolve("runbooks"));
    Files.writeString(ops.resolve("a.yaml"), "port: 8402");
    Files.writeString(ops.resolve("runbooks/r.md"), "look at 8379");
    DataFolder data = DataFolder.open(folder.resolve("data"));

    Path copy = Designs.in(ops, new Ports(9300), data);

    assertThat(copy).startsWith(data.root());
    assertThat(copy.resolve("a.yaml")).hasContent("port: 9402");
    assertThat(copy.resolve("runbooks/r.md")).hasContent("look at 9379");
  }

  @Test
  void portsHaveToBePorts() {
    assertThat(new Ports(1024).all()).hasSize(8);
    assertThat(new Ports(65_335).pager()).isEqualTo(65_525);
    assertThatThrownBy(() -> new Ports(1023)).hasMessageContaining("1023 (expected: 1024 to");
    assertThatThrownBy(() -> new Ports(65_336)).isInstanceOf(DemoException.class);
  }
}
