package dev.mainstay.design;

import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.Service.Platform;
import dev.mainstay.design.internal.first.FirstRunbooks;
import dev.mainstay.design.internal.first.FirstText;
import dev.mainstay.design.internal.read.HeadForms;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A design to start from: what a service of that criticality owes its users, on that platform, with
 * the reason beside each value. It has no error; what only the team can know is left out and named.
 *
 * @param system its name, kebab-case
 * @param owner a team of the organisation, or null while there is no organisation
 * @param documentation the folder of its documents, relative to the design's
 */
public record FirstDesign(
    String system,
    @Nullable String owner,
    Criticality criticality,
    Platform platform,
    String documentation) {

  /** What must be known to write one. */
  public enum Question {
    SYSTEM("name", "system", "the name of the service"),
    PLATFORM("platform", "platform", "what runs it"),
    CRITICALITY("criticality", "criticality", "how much the business depends on it"),
    DOCUMENTATION("documentation", "documentation", "the folder of its documents");

    private final String key;
    private final String word;
    private final String meaning;

    Question(String key, String word, String meaning) {
      this.key = key;
      this.word = word;
      this.meaning = meaning;
    }

    /** {@code criticality}. */
    public String word() {
      return word;
    }

    /** {@code how much the business depends on it}. */
    public String meaning() {
      return meaning;
    }

    /** {@code one of low, standard, high, critical}. */
    public String expected() {
      return HeadForms.expected(key);
    }

    /** What is wrong with the answer, with what was expected; empty when nothing is. */
    public Optional<String> refusal(String answer) {
      return HeadForms.refusal(key, answer).map(why -> word + ": " + why);
    }
  }

  /**
   * @param answers one that is not refused for each question
   * @throws IllegalArgumentException when an answer is missing or refused
   */
  public static FirstDesign of(Map<Question, String> answers, @Nullable String owner) {
    for (Question question : Question.values()) {
      String answer = answers.getOrDefault(question, "");
      question
          .refusal(answer)
          .ifPresent(why -> {
            throw new IllegalArgumentException(why);
          });
    }
    return new FirstDesign(
        answers.getOrDefault(Question.SYSTEM, ""),
        owner,
        HeadForms.criticality(answers.getOrDefault(Question.CRITICALITY, "")).orElseThrow(),
        HeadForms.platform(answers.getOrDefault(Question.PLATFORM, "")).orElseThrow(),
        answers.getOrDefault(Question.DOCUMENTATION, ""));
  }

  /** The name of the design's file. */
  public String file() {
    return system + ".yaml";
  }

  /** The design's text. */
  public String text() {
    return FirstText.of(this);
  }

  /** The texts of the runbooks that its alerts name, by name. */
  public Map<String, String> runbooks() {
    return new LinkedHashMap<>(FirstRunbooks.of(this));
  }
}
