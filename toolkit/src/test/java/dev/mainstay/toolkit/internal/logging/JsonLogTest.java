package dev.mainstay.toolkit.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.toolkit.Deadline;
import dev.mainstay.toolkit.Trace;
import dev.mainstay.toolkit.internal.Context;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLogTest {
  private static final Logger log = LoggerFactory.getLogger("shop");

  private final Logged logged = new Logged();

  @AfterEach
  void close() {
    logged.close();
    JsonLog.redact(Set.of());
  }

  private JsonNode line() {
    assertThat(logged.lines()).hasSize(1);
    return new JsonMapper().readTree(logged.lines().get(0));
  }

  @Test
  void aRecordIsOneLineWithItsFields() {
    JsonLog.identity(new JsonLog.Identity("shop", "1.0.0", "shop-1"));

    log.atInfo().addKeyValue("amount", 7).addKeyValue("level", "gold").log("two\nlines {}", "x");

    JsonNode line = line();
    assertThat(line.get("message").stringValue()).isEqualTo("two\nlines x");
    assertThat(line.get("level").stringValue()).isEqualTo("INFO");
    assertThat(line.get("logger").stringValue()).isEqualTo("shop");
    assertThat(line.get("service").stringValue()).isEqualTo("shop");
    assertThat(line.get("version").stringValue()).isEqualTo("1.0.0");
    assertThat(line.get("instance").stringValue()).isEqualTo("shop-1");
    assertThat(line.get("amount").intValue()).isEqualTo(7);
    assertThat(line.get("level_").stringValue()).isEqualTo("gold");
    assertThat(line.get("ts").stringValue()).matches("\\d{4}-.*Z");
    assertThat(line.has("traceId")).isFalse();
  }

  @Test
  void aRecordOfARequestCarriesItsTrace() throws Exception {
    Trace trace = Trace.start();

    Context.of(trace, Deadline.NONE)
        .run(() -> {
          log.info("here");
          return true;
        });

    assertThat(line().get("traceId").stringValue()).isEqualTo(trace.traceId());
    assertThat(line().get("spanId").stringValue()).isEqualTo(trace.spanId());
  }

  @Test
  void secretsAreHiddenInMessageFieldAndStack() {
    JsonLog.redact(Set.of("cvc"));

    log.atError()
        .addKeyValue("cvc", "123")
        .setCause(new IllegalStateException("cvc=123"))
        .log("got cvc=123");

    assertThat(logged.lines().get(0)).doesNotContain("123").contains("IllegalStateException");
  }

  @Test
  void recordsBelowTheThresholdAreNotWritten() {
    log.debug("quiet");

    assertThat(logged.lines()).isEmpty();
  }
}
