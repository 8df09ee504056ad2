package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.kernel.ProblemException;
import dev.mainstay.promql.Dialect;
import dev.mainstay.server.ServerConfig.Asking;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "prod | http://ana:secret@host:9090 | prod: an address with a password",
        "prod | ftp://host | prod: ftp://host (expected: http",
        "prod | host:9090 | prod: host:9090 (expected: http",
        "prod | http://ana:secret@a_host:9090 | prod: an address with a password",
        "prod | http://host/?token=secret | no ? and no #",
        "a b | http://host | 'a b' (expected: a name",
      })
  void badAddressesOfStoresAreRefused(String name, URI address, String message) {
    assertThatThrownBy(() -> new Asking(Dialect.PROMETHEUS_3, Map.of(name, address)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret");
  }

  @Test
  void aServerKeepsOneSeriesAtLeast() {
    assertThat(config(1).seriesLimit()).isEqualTo(1);
    assertThatThrownBy(() -> config(0))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("series limit: 0 (expected: at least 1)");
  }

  @Test
  void allowedHostsAreNamesAlone() {
    assertThat(config(1, "Ops.example.test", "my_app").allowedHosts())
        .containsExactlyInAnyOrder("ops.example.test", "my_app");
    for (String wrong :
        List.of("https://ops.example.test", "ops:8300", "*", "", "a b", ".a", "a.")) {
      assertThatThrownBy(() -> config(1, wrong))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("allowed host: '" + wrong + "' (expected: a name alone, such as ");
    }
  }

  private static ServerConfig config(int series, String... allowedHosts) {
    Path here = Path.of("ops");
    return new ServerConfig(
        here,
        here,
        "127.0.0.1",
        0,
        ServerConfig.Files.NONE,
        Asking.DEFAULT,
        series,
        Set.of(allowedHosts));
  }

  @Test
  void aPathIsPartOfAStoresAddress() {
    URI address = URI.create("https://mimir.example/prometheus");
    assertThat(new Asking(Dialect.PROMETHEUS_3, Map.of("team-1.eu", address)).stores())
        .containsValue(address);
  }
}
