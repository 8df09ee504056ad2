package dev.mainstay.alerting.rules.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template is made of, in the order in which it is written out. */
sealed interface Part {
  /** Parts one after the other. */
  record Block(List<Part> parts) implements Part {
    static final Block EMPTY = new Block(List.of());

    public Block {
      parts = List.copyOf(parts);
    }
  }

  record Text(String text) implements Part {}

  /** {@code {{pipeline}}}; written out unless it declares or sets variables. */
  record Action(Pipeline pipeline) implements Part {}

  /** {@code if} and {@code with}, which sets the dot. */
  record Condition(boolean setsDot, Pipeline pipeline, Block then, Block otherwise)
      implements Part {}

  record Range(Pipeline pipeline, Block each, Block otherwise) implements Part {}

  /**
   * Writes a defined template.
   *
   * @param pipeline of its dot, null for none
   */
  record Call(String name, @Nullable Pipeline pipeline, int offset) implements Part {}

  /** {@code break} out of a range, or {@code continue} with its next item. */
  record Jump(boolean leaves) implements Part {}

  /**
   * Commands, each with the value of the one before as its last argument.
   *
   * @param variables that take the value; with two, in a range, index and item
   * @param declares whether the variables begin here
   */
  record Pipeline(List<String> variables, boolean declares, List<Command> commands, int offset) {
    public Pipeline {
      variables = List.copyOf(variables);
      commands = List.copyOf(commands);
    }
  }

  /** An operand, the others are its arguments. */
  record Command(List<Operand> operands) {
    public Command {
      operands = List.copyOf(operands);
    }
  }

  /** Something that has a value. */
  sealed interface Operand {
    int offset();

    /** A text, number, truth value. */
    record Literal(Object value, int offset) implements Operand {}

    record Nil(int offset) implements Operand {}

    record Dot(int offset) implements Operand {}

    record Name(String function, int offset) implements Operand {}

    record Variable(String name, int offset) implements Operand {}

    record Parens(Pipeline pipeline, int offset) implements Operand {}

    /** {@code of.first.second}. */
    record Fields(Operand of, List<String> names, int offset) implements Operand {
      public Fields {
        names = List.copyOf(names);
      }
    }
  }
}
