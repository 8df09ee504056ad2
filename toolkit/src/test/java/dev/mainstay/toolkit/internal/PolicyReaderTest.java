package dev.mainstay.toolkit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mainstay.toolkit.ConfigurationException;
import dev.mainstay.toolkit.Policy;
import dev.mainstay.toolkit.Policy.BreakerPolicy;
import dev.mainstay.toolkit.Policy.OnFailure;
import dev.mainstay.toolkit.Policy.Pool;
import dev.mainstay.toolkit.Policy.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
  private static List<String> problems(String text) {
    return catchThrowableOfType(
            ConfigurationException.class, () -> PolicyReader.read("policy.json", text))
        .problems();
  }

  private static String changed(String from, String to) {
    assertThat(Policies.EXAMPLE).contains(from);
    return Policies.EXAMPLE.replace(from, to);
  }

  @Test
  void readsEveryPart() {
    Policy policy = Policies.example();

    assertThat(policy.service()).isEqualTo("payment-api");
    assertThat(policy.http())
        .isEqualTo(new Policy.Http(Duration.ofMillis(2500), Set.of("GET", "PUT")));
    assertThat(policy.health().readiness())
        .isEqualTo(
            new Policy.Readiness(
                "/readyz", Duration.ofSeconds(1), Duration.ofMillis(500), 2, List.of("postgres")));
    Policy.DependencyPolicy postgres = policy.dependency("postgres").orElseThrow();
    assertThat(postgres.timeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(postgres.retry())
        .hasValue(new Retry(3, Duration.ofMillis(50), 2, 0.5, Duration.ofMillis(1800), 0.1));
    assertThat(postgres.breaker()).hasValue(new BreakerPolicy(0.5, 20, Duration.ofSeconds(5)));
    assertThat(postgres.bulkhead()).hasValue(60);
    assertThat(postgres.pool()).hasValue(new Pool(20, Duration.ofMillis(100)));
    assertThat(postgres.onFailure())
        .isEqualTo(new OnFailure.FailFast(503, Optional.of(Duration.ofSeconds(5))));
    Policy.DependencyPolicy redis = policy.dependency("redis").orElseThrow();
    assertThat(redis.guards()).isEqualTo(Policy.Guards.NONE);
    assertThat(redis.onFailure()).isEqualTo(new OnFailure.Degrade("cache-unavailable"));
    assertThat(policy.modes())
        .containsExactly(new Policy.Mode("cache-unavailable", "redis", true, true));
    assertThat(policy.latencyBuckets()).containsExactly(0.2, 0.5);
    assertThat(policy.redact()).contains("cvc");
    assertThat(policy.shutdown().grace()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void absentPartsHaveDefaults() {
    Policy policy = PolicyReader.read("policy.json", Policies.MINIMAL);

    assertThat(policy.dependencies()).isEmpty();
    assertThat(policy.http().deadline()).isEqualTo(Duration.ofMillis(2500));
    assertThat(policy.health().livenessPath()).isEqualTo("/healthz");
  }

  @Test
  void nullMeansAbsent() {
    assertThat(
            PolicyReader.read("policy.json", changed("\"bulkhead\":60", "\"bulkhead\":null"))
                .dependency("postgres")
                .orElseThrow()
                .bulkhead())
        .isEmpty();
  }

  @Test
  void refusesAnotherApiVersionSayingWhatItReads() {
    assertThat(problems("{\"apiVersion\":\"mainstay.policy/v2\",\"surprise\":1}"))
        .containsExactly(
            "apiVersion: \"mainstay.policy/v2\" (expected: \"mainstay.policy/v1\"; a newer policy"
                + " needs a newer toolkit)");
    assertThat(problems("{\"service\":\"payment-api\"}").get(0)).startsWith("apiVersion: missing");
  }

  @Test
  void saysWhereTheTextIsNotJson() {
    assertThat(problems("{\"apiVersion\":\n oops}").get(0))
        .startsWith("not JSON at line 2, column ");
    assertThat(problems("[]")).containsExactly("policy: [] (expected: a JSON object)");
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertThat(
            problems("{\"apiVersion\":\"mainstay.policy/v1\",\"service\":\"a\",\"service\":\"b\"}")
                .get(0))
        .contains("service");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"timeoutMillis\":250 | \"timeoutMillis\":-5 | dependencies[0].timeoutMillis: -5 (expected: milliseconds, > 0 and <= 86400000)",
        "\"timeoutMillis\":250 | \"timeoutMillis\":0 | dependencies[0].timeoutMillis: 0 (expected: milliseconds, > 0 and <= 86400000)",
        "\"timeoutMillis\":250 | \"timeoutMillis\":\"250ms\" | dependencies[0].timeoutMillis: \"250ms\" (expected: milliseconds, > 0 and <= 86400000)",
        "\"timeoutMillis\":250, | `` | dependencies[0].timeoutMillis: missing (expected: milliseconds, > 0 and <= 86400000)",
        "\"attempts\":3 | \"attempts\":0 | dependencies[0].retry.attempts: 0 (expected: a whole number from 1 to 100)",
        "\"attempts\":3 | \"attempts\":2.5 | dependencies[0].retry.attempts: 2.5 (expected: a whole number from 1 to 100)",
        "\"jitter\":0.5 | \"jitter\":1.5 | dependencies[0].retry.jitter: 1.5 (expected: a number from 0.0 to 1.0)",
        "\"failures\":0.5 | \"failures\":0 | dependencies[0].breaker.failures: 0 (expected: > 0 and <= 1)",
        "\"bulkhead\":60 | \"bulkhead\":0 | dependencies[0].bulkhead: 0 (expected: a whole number from 1 to 10000)",
        "\"bulkhead\":60 | \"bulkheat\":60 | dependencies[0].bulkheat: unknown key (expected: bulkhead)",
        "\"pool\":{ | \"pool\":{\"colour\":1, | dependencies[0].pool.colour: unknown key (expected: one of size, waitMillis)",
        "\"failFast\" | \"panic\" | dependencies[0].onFailure.action: \"panic\" (expected: failFast or degrade)",
        "\"status\":503 | \"status\":200 | dependencies[0].onFailure.status: 200 (expected: a whole number from 400 to 599)",
        "\"mode\":\"cache-unavailable\" | \"mode\":\"gone\" | dependencies[1].onFailure.mode: \"gone\" (expected: one of cache-unavailable)",
        "\"dependency\":\"redis\" | \"dependency\":\"disk\" | modes[0].dependency: \"disk\" (expected: one of postgres, redis)",
        "\"checks\":[\"postgres\"] | \"checks\":[\"kafka\"] | health.readiness.checks[0]: \"kafka\" (expected: one of postgres, redis)",
        "\"checks\":[\"postgres\"] | \"checks\":[\"postgres\",\"postgres\"] | health.readiness.checks[1]: \"postgres\" (expected: each dependency once)",
        "\"name\":\"redis\" | \"name\":\"postgres\" | dependencies[1].name: \"postgres\" (expected: a unique name)",
        "\"path\":\"/healthz\" | \"path\":\"healthz\" | health.liveness.path: \"healthz\" (expected: a path that starts with /)",
        "[0.2,0.5] | [0.2,0] | latencyBucketsSeconds[1]: 0 (expected: a number > 0)",
        "\"header\":true | \"header\":\"yes\" | modes[0].header: \"yes\" (expected: true or false)",
        "\"service\":\"payment-api\" | \"service\":\" \" | service: \" \" (expected: a non-empty string)",
        "\"graceMillis\":10000 | \"graceMillis\":-1 | shutdown.graceMillis: -1 (expected: milliseconds, >= 0 and <= 86400000)",
      })
  void namesTheKeyItsValueAndWhatWasExpected(String from, String to, String problem) {
    assertThat(problems(changed(from, to))).contains(problem);
  }

  @Test
  void findsAllProblemsAtOnce() {
    String text =
        changed("\"timeoutMillis\":250", "\"timeoutMillis\":0")
            .replace("\"attempts\":3", "\"attempts\":-1")
            .replace("\"graceMillis\"", "\"grace\"");

    assertThat(problems(text)).hasSize(3);
    assertThatThrownBy(() -> PolicyReader.read("policy.json", text))
        .hasMessageStartingWith("policy.json: dependencies[0].timeoutMillis: 0");
  }
}
