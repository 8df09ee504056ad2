package dev.mainstay.design.slo;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.internal.imports.OpenSloReader;
import dev.mainstay.kernel.Problem;
import java.util.List;

/** Reads OpenSLO v1 documents. Pure; nothing is thrown at whoever wrote them. */
public final class OpenSlos {
  private OpenSlos() {}

  /** The objectives of all files together, as they refer to each other's indicators. */
  public static Result read(List<SourceText> sources) {
    return OpenSloReader.read(sources);
  }

  /**
   * What was read.
   *
   * @param slos those without an error
   * @param problems in the order of the files
   */
  public record Result(List<Slo> slos, List<Problem> problems) {
    public Result {
      slos = List.copyOf(slos);
      problems = List.copyOf(problems);
    }
  }
}
