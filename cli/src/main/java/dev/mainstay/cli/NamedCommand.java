package dev.mainstay.cli;

import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command that the arguments name, built without those beside it: to build them all takes
 * longer than most of them run.
 *
 * @param line the command, or all of them when the arguments name none that stands by itself
 * @param rest the arguments after its name
 */
record NamedCommand(CommandLine line, String[] rest) {
  static NamedCommand of(Class<?> root, String... args) {
    Class<?> command = root;
    String name = description(root).name();
    int words = 0;
    Optional<Class<?>> next = inside(root, args, 0);
    while (next.isPresent()) {
      command = next.get();
      name += " " + args[words];
      words++;
      next = inside(command, args, words);
    }
    boolean standsAlone =
        words > 0
            && description(command).subcommands().length == 0
            && !command.equals(HelpCommand.class);
    return standsAlone
        ? new NamedCommand(
            new CommandLine(command).setCommandName(name),
            Arrays.copyOfRange(args, words, args.length))
        : new NamedCommand(new CommandLine(root), args);
  }

  private static Optional<Class<?>> inside(Class<?> command, String[] args, int word) {
    if (word == args.length) {
      return Optional.empty();
    }
    return Arrays.stream(description(command).subcommands())
        .filter(each -> description(each).name().equals(args[word]))
        .findFirst();
  }

  private static Command description(Class<?> command) {
    return command.getAnnotation(Command.class);
  }
}
