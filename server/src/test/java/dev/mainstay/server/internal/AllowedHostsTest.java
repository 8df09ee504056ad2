package dev.mainstay.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
  private final AllowedHosts local = new AllowedHosts("127.0.0.1", Set.of());
  private final AllowedHosts proxied = new AllowedHosts("127.0.0.1", Set.of("ops.example.test"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:8300",
        "127.0.0.1",
        "10.1.2.3:80",
        "[::1]:8300",
        "[::1]",
        "[fe80::1.2.3.4]",
        "localhost",
        "localhost:8300",
        "LocalHost.:8300",
        "mainstay.localhost:8300"
      })
  void addressesAndThisMachineAreAlwaysAllowed(String authority) {
    assertThat(local.refusal(authority, null, HttpMethod.GET)).isNull();
    assertThat(local.refusal(authority, "http://" + authority, HttpMethod.POST)).isNull();
    assertThat(proxied.refusal(authority, null, HttpMethod.GET)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elsewhere.example:8300",
        "elsewhere.example",
        "127.0.0.1.elsewhere.example",
        "1.2.3:80",
        "a1.2.3.4",
        "localhost.elsewhere.example",
        "notlocalhost",
        "127.0.0.1@elsewhere.example",
        "[elsewhere.example]:1",
        "",
        ":8300",
        "ops.example.tests"
      })
  void aPageThatLeadsItsNameHereIsRefusedWhateverItAsks(String authority) {
    for (AllowedHosts hosts : new AllowedHosts[] {local, proxied}) {
      assertThat(hosts.refusal(authority, null, HttpMethod.GET))
          .isEqualTo(
              "host: "
                  + authority
                  + " (expected: an address, localhost, or a name that --allowed-host tells)");
      assertThat(hosts.refusal(authority, "http://" + authority, HttpMethod.POST))
          .startsWith("host: ");
    }
  }

  @Test
  void namesThatAreToldAreAllowedForPagesToo() {
    assertThat(proxied.refusal("ops.example.test", null, HttpMethod.GET)).isNull();
    assertThat(proxied.refusal("OPS.example.test.:443", null, HttpMethod.GET)).isNull();
    // a proxy that calls the server by its address, for a page that it serves by its own name
    String page = "https://ops.example.test";
    assertThat(proxied.refusal("127.0.0.1:8300", page, HttpMethod.POST)).isNull();
    assertThat(local.refusal("127.0.0.1:8300", page, HttpMethod.POST))
        .isEqualTo(
            "origin: https://ops.example.test (expected: the console's own, 127.0.0.1:8300,"
                + " or a name that --allowed-host tells)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://elsewhere.example",
        "http://127.0.0.1:8301",
        "http://localhost:8300",
        "https://ops.example.test.elsewhere.example",
        "null",
        "",
        "ops.example.test"
      })
  void pagesElsewhereMayReadAndNotChange(String origin) {
    assertThat(proxied.refusal("127.0.0.1:8300", origin, HttpMethod.GET)).isNull();
    assertThat(proxied.refusal("127.0.0.1:8300", origin, HttpMethod.POST)).startsWith("origin: ");
    assertThat(proxied.refusal("127.0.0.1:8300", origin, HttpMethod.PUT)).startsWith("origin: ");
    assertThat(proxied.refusal("127.0.0.1:8300", origin, HttpMethod.DELETE)).startsWith("origin: ");
  }

  @Test
  void beyondThisMachineAllNamesAreAllowedUntilSomeAreTold() {
    for (String listening : new String[] {"0.0.0.0", "::", "10.1.2.3"}) {
      var open = new AllowedHosts(listening, Set.of());
      assertThat(open.refusal("mainstay.monitoring.svc:8300", null, HttpMethod.GET)).isNull();
      assertThat(open.refusal("mainstay:8300", "http://elsewhere", HttpMethod.POST)).isNotNull();
      var told = new AllowedHosts(listening, Set.of("mainstay"));
      assertThat(told.refusal("mainstay:8300", null, HttpMethod.GET)).isNull();
      assertThat(told.refusal("mainstay.monitoring.svc:8300", null, HttpMethod.GET)).isNotNull();
    }
    assertThat(new AllowedHosts("LocalHost", Set.of()).refusal("other", null, HttpMethod.GET))
        .isNotNull();
  }

  @Test
  void aRequestWithoutAHostIsNoBrowsers() {
    assertThat(local.refusal(null, null, HttpMethod.GET)).isNull();
  }
}
