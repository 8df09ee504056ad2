package dev.mainstay.server.internal.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.QueryParams;
import org.junit.jupiter.api.Test;

class GraphLinksTest {
  private static String target(String link) {
    return GraphLinks.target(QueryParams.fromQueryString(link));
  }

  @Test
  void whatTemplatesWriteLeadsToTheSameExpression() {
    assertThat(target("g0.expr=a%3Eb&g0.tab=1")).isEqualTo("/query?q=a%3Eb&view=table&minutes=60");
    assertThat(target("g0.expr=up%7Bjob%3D%22a+b%22%7D&g0.tab=0"))
        .isEqualTo("/query?q=up%7Bjob%3D%22a+b%22%7D&minutes=60");
  }

  @Test
  void whatGrafanaWritesLeadsToTheSameTime() {
    assertThat(
            target(
                "g0.expr=up&g0.range_input=3600s&g0.end_input=2026-11-23%2003:40"
                    + "&g0.step_input=15&g0.tab=0"))
        .isEqualTo("/query?q=up&from=1795401600&to=1795405200");
    assertThat(target("g0.expr=up&g0.range_input=30m&g0.end_input=2026-11-23+03:40:30"))
        .isEqualTo("/query?q=up&from=1795403430&to=1795405230");
  }

  @Test
  void aTimeBackIsTheNextLongerOneOfThePage() {
    assertThat(target("g0.expr=up&g0.range_input=1h")).endsWith("&minutes=60");
    assertThat(target("g0.expr=up&g0.range_input=61m")).endsWith("&minutes=360");
    assertThat(target("g0.expr=up&g0.range_input=52w")).endsWith("&minutes=10080");
  }

  @Test
  void whatMakesNoSenseIsIgnored() {
    assertThat(target("")).isEqualTo("/query?q=&minutes=60");
    assertThat(target("g0.expr=up&g0.range_input=soon&g0.end_input=then&g0.tab=9"))
        .isEqualTo("/query?q=up&minutes=60");
    assertThat(target("g0.expr=up&g0.range_input=-5m")).endsWith("&minutes=60");
  }
}
