package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Cores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityFormsTest {
  private static DesignResult read(String body) {
    return DesignReader.read(
        List.of(new SourceText("api.yaml", Checked.service("api", body))), Checked.SURROUNDINGS);
  }

  private static Instances instances(String body) {
    return read(body).designs().orElseThrow().services().getFirst().instances();
  }

  @Test
  void quantitiesAreReadWithTheirUnits() {
    Instances read =
        instances(
            """
            instances:
              min: 2
              max: 9
              each: { cpu: 500m cores, memory: 1.5 GiB, network: { out: 100 Mbps } }
              scale: { cpu: { up: 70 %, down: 30 % }, upBy: 50 %, downBy: 2, upAfter: 1m, cooldown: 2m }
            """);

    assertThat(read.each().cpu()).isEqualTo(new Cores(0.5));
    assertThat(read.each().memory()).isEqualTo(Bytes.mebibytes(1536));
    assertThat(read.each().out()).hasToString("100 Mbps");
    Scaling scaling = java.util.Objects.requireNonNull(read.scaling());
    assertThat(scaling.stepsUp(3, 9)).containsExactly(3, 5, 8, 9);
    assertThat(scaling.timeFor(3)).isEqualTo(Duration.ofMinutes(5));
    assertThat(scaling.timeFor(0)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "512 MiB | 512 MiB",
        "4 GB | 4 GB",
        "1000 B | 1 kB",
        "1.5 GiB | 1536 MiB",
        "1 TB | 1 TB"
      })
  void sizesAreTellableInFewDigits(String written, String told) {
    assertThat(
            instances("instances: { each: { memory: %s } }\n".formatted(written)).each().memory())
        .hasToString(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "instances: { each: { memory: 512Mi } } | write `512 MiB`",
        "instances: { each: { memory: 4G } } | write `4 GB`",
        "instances: { each: { memory: 512mb } } | write `512 MB`",
        "instances: { each: { memory: 4096 } } | write a size with a unit, such as 512 MiB or 4 GB",
        "instances: { each: { memory: 0 GB } } | write a size with a unit, such as 512 MiB or 4 GB",
        "instances: { each: { cpu: 2 } } | write `2 cores`",
        "instances: { each: { cpu: 500m } } | write `500m cores`",
        "instances: { each: { cpu: 2 vCPU } } | write `2 cores`",
        "instances: { each: { network: { in: 100 Mbit/s } } } | write `100 Mbps`",
        "capacity: { storage: { a: { growth: 10 GB/mo } } } | write `10 GB/month`",
        "capacity: { storage: { a: { growth: 10GB per day } } } | write `10 GB/day`",
        "instances: { scale: { cpu: { up: 70 } } } | write `70 %`",
        "instances: { scale: { upAfter: 5s } } | add `cpu: …`, or memory or requests: `cpu: { up: 70 %, down: 30 % }`",
        "capacity: { caches: { a: { in: nothing } } } | there is no dependency yet: add it",
      })
  void wrongUnitsAreAnsweredWithTheRightOne(String body, String fix) {
    assertThat(read(body + "\n").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.fix()).isEqualTo(fix));
  }
}
