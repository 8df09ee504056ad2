package dev.mainstay.telemetry.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.config.HttpAccess;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreConfigTest {
  private static StoreConfig.Read read(String text) {
    return StoreConfig.read(Path.of("/etc/mainstay/stores.yaml"), text);
  }

  @Test
  void storesAreReadWithWhatTheyAreAskedBy() throws Exception {
    StoreConfig.Read read =
        read(
            """
            stores:
              - name: mimir
                url: https://mimir.example/prometheus
                basic_auth: { username: ana, password_file: secrets/mimir }
                headers: { X-Scope-OrgID: "7" }
                tls_config: { ca_file: ca.pem }
              - name: plain
                url: http://prometheus:9090
                authorization: { credentials: s3cret }
            """);
    assertThat(read.problems()).isEmpty();
    assertThat(read.stores()).hasSize(2);
    StoreConfig mimir = read.stores().getFirst();
    assertThat(mimir.address()).isEqualTo(URI.create("https://mimir.example/prometheus"));
    assertThat(mimir.headers()).isEqualTo(Map.of("X-Scope-OrgID", "7"));
    assertThat(mimir.access().passwordFile()).isEqualTo(Path.of("/etc/mainstay/secrets/mimir"));
    assertThat(mimir.access().caFile()).isEqualTo(Path.of("/etc/mainstay/ca.pem"));
    assertThat(mimir.access().followRedirects()).isFalse();
    StoreConfig plain = read.stores().getLast();
    assertThat(plain.access().headers()).isEqualTo(Map.of("Authorization", "Bearer s3cret"));
    assertThat(plain.toString() + plain.access() + read).doesNotContain("s3cret");
    assertThat(read("").stores()).isEmpty();
  }

  @Test
  void everyProblemIsToldWithItsPlaceAndWithoutSecrets() {
    StoreConfig.Read read =
        read(
            """
            stores:
              - nam: mimir
                url: "http://ana:secret@mimir:9090"
              - name: a b
                url: "http://ana:secret@a host"
                basic_auth: { username: ana, password: secret, password_file: x }
              - name: one
                url: http://one?token=secret
                follow_redirects: true
                headers:
                  Authorization: secret
                  X Y: secret
                  X-Team: "sec\\nret"
              - name: one
                authorization: { type: "Bearer secret", credentials: secret }
                oauth2: {}
              - name: three
                url: ftp://three
                tls_config: { cert_file: a }
              - name: four
                url: http://four
                basic_auth: { username: ana }
                bearer_token: secret
            """);
    assertThat(read.stores()).isEmpty();
    assertThat(read.problems())
        .extracting(problem -> problem.place() + " " + problem.message())
        .containsExactly(
            "/etc/mainstay/stores.yaml:2:5 stores[0]: no name",
            "/etc/mainstay/stores.yaml:2:5 stores[0].nam: unknown key",
            "/etc/mainstay/stores.yaml:3:10 stores[0].url: an address with a password (expected:"
                + " one without, and basic_auth in a file of --stores)",
            "/etc/mainstay/stores.yaml:4:11 stores[1].name: 'a b' (expected: a name of letters,"
                + " digits, dots and hyphens)",
            "/etc/mainstay/stores.yaml:5:10 stores[1].url: not an address (expected:"
                + " http://HOST:PORT or https://…)",
            "/etc/mainstay/stores.yaml:6:67 stores[1].basic_auth.password_file: beside password",
            "/etc/mainstay/stores.yaml:8:10 stores[2].url: an address with more than a path"
                + " (expected: no ? and no #)",
            "/etc/mainstay/stores.yaml:9:23 stores[2].follow_redirects: not done by Mainstay for"
                + " stores",
            "/etc/mainstay/stores.yaml:11:7 stores[2].headers.Authorization: set by Mainstay"
                + " (expected: other headers; credentials by basic_auth or authorization)",
            "/etc/mainstay/stores.yaml:11:7 stores[2].headers.X Y: not a header's name",
            "/etc/mainstay/stores.yaml:11:7 stores[2].headers.X-Team: line breaks or other"
                + " characters that a header cannot have",
            "/etc/mainstay/stores.yaml:14:5 stores[3]: no url",
            "/etc/mainstay/stores.yaml:14:11 second store one",
            "/etc/mainstay/stores.yaml:15:28 stores[3].authorization.type: not one word (expected:"
                + " a scheme such as Bearer)",
            "/etc/mainstay/stores.yaml:16:5 stores[3].oauth2: not done by Mainstay",
            "/etc/mainstay/stores.yaml:18:10 stores[4].url: ftp://three (expected: http://HOST:PORT"
                + " or https://…)",
            "/etc/mainstay/stores.yaml:19:19 stores[4].tls_config.cert_file: not done by Mainstay",
            "/etc/mainstay/stores.yaml:20:5 stores[5]: several of basic_auth, authorization,"
                + " bearer_token");
    assertThat(read.problems().toString()).doesNotContain("secret", "sec\nret", "sec\\nret");
  }

  @Test
  void aListAloneIsNotTakenForStores() {
    assertThat(read("- name: one\n").problems())
        .singleElement()
        .extracting(problem -> problem.message())
        .isEqualTo("a list (expected: a mapping)");
    assertThat(HttpAccess.isHeaderValue("a\tb ü")).isTrue();
    assertThat(HttpAccess.isHeaderValue("a\rb")).isFalse();
    assertThat(HttpAccess.isHeaderValue("a\u007f")).isFalse();
    assertThat(HttpAccess.isHeaderValue("a…")).isFalse();
  }
}
