package dev.mainstay.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the console's query page completes is what there is to call. */
class ConsoleCompletionTest {
  private static final Path CONSOLE = Path.of("../console/src/lib/promql.ts");
  private static final Pattern CALL = Pattern.compile("(?m)^  \\[\"(\\w+)\", ");

  @Test
  void theConsoleCompletesEveryFunctionAndAggregationThatIsNotExperimental() throws IOException {
    Stream<String> functions =
        Functions.all().stream()
            .filter(each -> each.availability() == Function.Availability.ALWAYS)
            .map(Function::name);
    Stream<String> aggregations =
        Arrays.stream(AggregationOperator.values())
            .filter(each -> !each.isExperimental())
            .map(AggregationOperator::key);
    assertThat(CALL.matcher(Files.readString(CONSOLE)).results().map(ConsoleCompletionTest::name))
        .containsExactlyInAnyOrderElementsOf(Stream.concat(functions, aggregations).toList());
  }

  private static String name(MatchResult call) {
    return call.group(1);
  }
}
