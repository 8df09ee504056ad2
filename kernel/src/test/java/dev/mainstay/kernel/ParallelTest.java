package dev.mainstay.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1_000})
  void keepsTheOrder(int size) {
    List<Integer> numbers = IntStream.range(0, size).boxed().toList();

    assertThat(Parallel.map(numbers, number -> -number))
        .isEqualTo(numbers.stream().map(number -> -number).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1_000})
  void takesEveryOneOnce(int size) {
    List<Integer> numbers = IntStream.range(0, size).boxed().toList();
    Queue<Integer> taken = new ConcurrentLinkedQueue<>();

    Parallel.forEach(numbers, taken::add);

    assertThat(taken).containsExactlyInAnyOrderElementsOf(numbers);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 300})
  void givesAFailureBack(int size) {
    List<Integer> numbers = IntStream.range(0, size).boxed().toList();

    assertThatThrownBy(() -> Parallel.map(numbers, number -> 1 / number))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Parallel.forEach(numbers, number -> Objects.checkIndex(1 / number, 2)))
        .isInstanceOf(ArithmeticException.class);
  }
}
