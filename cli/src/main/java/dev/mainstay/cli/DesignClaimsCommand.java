package dev.mainstay.cli;

import dev.mainstay.design.Claims;
import dev.mainstay.design.DesignResult;
import dev.mainstay.kernel.Claim;
import dev.mainstay.kernel.Durations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code mainstay design claims}: what the designs state that can be proven. */
@Command(
    name = "claims",
    description = "Lists every statement that can be proven, with its target and how it is proven.",
    mixinStandardHelpOptions = true)
final class DesignClaimsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Design files or their folders")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json; default text",
      converter = TextOrJson.Converter.class)
  private TextOrJson format = TextOrJson.TEXT;

  @Override
  public Integer call() {
    Optional<DesignResult> result = ReadDesigns.readQuietly(files, spec.commandLine());
    if (result.isEmpty()) {
      return Main.BAD_INPUT;
    }
    List<Claim> claims = Claims.of(result.get().read().orElseThrow());
    var out = spec.commandLine().getOut();
    out.print(format == TextOrJson.JSON ? json(claims) : text(claims));
    out.flush();
    return 0;
  }

  private static String text(List<Claim> claims) {
    var text = new StringBuilder();
    for (Claim claim : claims) {
      text.append(claim.id()).append('\n');
      text.append("  ").append(claim.statement()).append('\n');
      text.append(
          "  %s; proven by %s; evidence counts for %s%n%n"
              .formatted(
                  claim.target(), claim.method().words(), Durations.format(claim.freshFor())));
    }
    return text.append(claims.size()).append(" claims\n").toString();
  }

  private static String json(List<Claim> claims) {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode root = mapper.createObjectNode();
    root.put("format", "mainstay.claims/v1");
    ArrayNode list = root.putArray("claims");
    for (Claim claim : claims) {
      ObjectNode node = list.addObject();
      node.put("id", claim.id());
      node.put("service", claim.service());
      node.put("statement", claim.statement());
      ObjectNode target = node.putObject("target");
      target.put("words", claim.target().toString());
      target.put("bound", claim.target().bound() == Claim.Bound.AT_LEAST ? "at least" : "at most");
      target.put("value", claim.target().value());
      target.put("unit", claim.target().unit().name().toLowerCase(Locale.ROOT));
      node.put("method", claim.method().words());
      node.put("freshForSeconds", claim.freshFor().toSeconds());
    }
    return mapper.writeValueAsString(root) + "\n";
  }
}
