package dev.mainstay.design.internal.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can be wrong before any check looks: with a design's form, or with files and requests. */
public final class FormProblems {
  public static final Map<String, String> ALL;

  static {
    var all = new LinkedHashMap<String, String>();
    all.put("MS-F001", "the text is not YAML 1.2, or too large or too deep");
    all.put(
        "MS-F002",
        "a name is used twice: a key in a mapping, a service in two files, or an"
            + " objective or alert in a design and in a file beside it");
    all.put("MS-F003", "an anchor, an alias or a tag; a design is written out in full");
    all.put("MS-F004", "an unknown key; it would be ignored, so it is refused");
    all.put("MS-F005", "a required key is missing");
    all.put("MS-F006", "another kind of value is expected: a mapping, a list, or a single value");
    all.put("MS-F007", "a value is not of its form, such as a duration without a unit");
    all.put("MS-F008", "two values of one section exclude each other, such as max below min");
    all.put("MS-F009", "a reference to something that is not there");
    all.put("MS-F010", "too many organisations, or a file without a document");
    all.put("MS-F011", "a condition of a check of your own that cannot be understood");
    all.put("MS-F012", "something in an OpenSLO document or a rule file that a design cannot say");
    all.put("MS-F013", "a file that `fmt` cannot write anew without changing what it says");
    all.put("MS-F014", "an expression in a rule file or an OpenSLO document that is no PromQL");
    all.put("MS-F015", "a template in a rule's label or annotation that cannot be understood");
    all.put("MS-F016", "a unit test of rules that does not hold");
    all.put("MS-F017", "a rule that is there twice, or a label that is overwritten");
    all.put(
        "MS-F018",
        "something in a Prometheus configuration that Mainstay does not do: refused where it changes"
            + " what is scraped, otherwise told");
    all.put(
        "MS-X001", "a server that cannot be as it was told to be: its port, or a store elsewhere");
    all.put("MS-X002", "a request to the server that cannot be understood");
    all.put("MS-X003", "a port that somebody else holds");
    all.put("MS-X010", "a file or a folder that is not there, or cannot be read");
    all.put("MS-X011", "a file that cannot be mended, such as one that changed meanwhile");
    all.put("MS-X012", "a document that cannot be written where it was to be");
    ALL = Collections.unmodifiableMap(all);
  }

  private FormProblems() {}

  /** To which a code of {@link #ALL} belongs. */
  public static String family(String code) {
    return code.startsWith("MS-X") ? "use" : "form";
  }
}
