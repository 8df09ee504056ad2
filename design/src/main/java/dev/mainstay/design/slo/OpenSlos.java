package dev.mainstay.design.slo;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.internal.imports.OpenSloCheck;
import dev.mainstay.design.internal.imports.OpenSloReader;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import java.util.List;

/** Reads OpenSLO v1 documents. Pure; nothing is thrown at whoever wrote them. */
public final class OpenSlos {
  private OpenSlos() {}

  /** The objectives of all files together, as they refer to each other's indicators. */
  public static Result read(List<SourceText> sources) {
    return OpenSloReader.read(sources);
  }

  /**
   * Everything wrong with the documents, in the order of the places: what keeps an objective from
   * being read, and keys, names, references and queries beside.
   *
   * @param dialect of the queries
   */
  public static List<Problem> problems(List<SourceText> sources, Dialect dialect) {
    return OpenSloCheck.problems(sources, dialect);
  }

  /**
   * What was read.
   *
   * @param slos those without an error
   * @param problems in the order of the files; what is a warning keeps nothing from being held
   */
  public record Result(List<Slo> slos, List<Problem> problems) {
    public Result {
      slos = List.copyOf(slos);
      problems = List.copyOf(problems);
    }
  }
}
