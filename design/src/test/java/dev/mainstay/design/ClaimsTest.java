package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Claim;
import dev.mainstay.kernel.Claim.Method;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final Designs EXAMPLES =
      DesignReader.read(Examples.sources(), Examples.surroundings()).designs().orElseThrow();

  private static Claim claim(String id) {
    return Claims.of(EXAMPLES).stream()
        .filter(claim -> claim.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no claim " + id));
  }

  @Test
  void claimsAreStableAndUnique() {
    List<Claim> claims = Claims.of(EXAMPLES);

    assertThat(claims).extracting(Claim::id).doesNotHaveDuplicates().hasSizeGreaterThan(30);
    assertThat(Claims.of(EXAMPLES)).isEqualTo(claims);
    assertThat(claims)
        .allSatisfy(claim -> {
          assertThat(claim.id()).startsWith(claim.service() + "/");
          assertThat(claim.statement()).doesNotEndWith(".");
        });
  }

  @Test
  void failureModesAreProvenByFaults() {
    Claim degrades = claim("payment-api/dependencies/redis/degrades");

    assertThat(degrades.statement())
        .isEqualTo("when redis fails, payment-api goes on in the mode cache-unavailable");
    assertThat(degrades.target()).hasToString("at least 99.9 %");
    assertThat(degrades.method()).isEqualTo(Method.FAULT_DRILL);
    assertThat(degrades.freshFor()).isEqualTo(Duration.ofDays(30));
    assertThat(claim("payment-api/dependencies/postgres/failsFast").target())
        .hasToString("at most 2500ms");
  }

  @Test
  void everySectionStatesSomething() {
    assertThat(claim("payment-api/traffic/peak").target()).hasToString("at least 300/s");
    assertThat(claim("payment-api/instances/each/capacity").target()).hasToString("at least 200/s");
    assertThat(claim("payment-api/health/readiness/detects").target())
        .hasToString("at most 2500ms");
    assertThat(claim("payment-api/objectives/latency").target()).hasToString("at least 95 %");
    assertThat(claim("payment-api/delivery/rollback").target()).hasToString("at most 30s");
    assertThat(claim("payment-api/alerts/database-down/pages").method())
        .isEqualTo(Method.TEST_PAGE);
    assertThat(claim("payment-api/alerts/escalation").statement()).contains("next-on-call");
  }

  @Test
  void lessCriticalServicesProveLessOften() {
    assertThat(claim("fraud-api/delivery/rollback").freshFor())
        .isGreaterThan(claim("payment-api/delivery/rollback").freshFor());
  }
}
