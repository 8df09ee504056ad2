package dev.mainstay.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void readsAndWritesTraceparent() {
    String header = "00-" + ID + "-00f067aa0ba902b7-01";

    Trace trace = Trace.parse(header).orElseThrow();

    assertThat(trace).isEqualTo(new Trace(ID, "00f067aa0ba902b7", true));
    assertThat(trace.traceparent()).isEqualTo(header);
    assertThat(Trace.parse("00-" + ID + "-00f067aa0ba902b7-00").orElseThrow().sampled()).isFalse();
    assertThat(Trace.parse("01-" + ID + "-00f067aa0ba902b7-01-more"))
        .as("a later version may say more")
        .isPresent();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "00-" + ID + "-00f067aa0ba902b7",
        "00-" + ID + "-00f067aa0ba902b7-01-more",
        "ff-" + ID + "-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + ID + "-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
      })
  void ignoresWhatIsMalformed(String header) {
    assertThat(Trace.parse(header)).isEmpty();
  }

  @Test
  void aChildIsAnotherSpanOfTheSameTrace() {
    Trace trace = Trace.start();

    assertThat(trace.child().traceId()).isEqualTo(trace.traceId());
    assertThat(trace.child().spanId()).isNotEqualTo(trace.spanId());
  }

  @Test
  void aboutOneTraceInTenIsSampledForTheAccessLog() {
    int sampled = 0;
    for (int i = 0; i < 100; i++) {
      String digits = String.format("%02x", i * 256 / 100);
      if (Dispatcher.sampled(
          new Trace("1".repeat(16) + digits + "0".repeat(14), "1".repeat(16), true))) {
        sampled++;
      }
    }

    assertThat(sampled).isBetween(9, 11);
  }
}
