package dev.mainstay.design.internal.read;

import dev.mainstay.design.Defaults;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Organisation;
import dev.mainstay.design.Service;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.imports.Beside;
import dev.mainstay.design.internal.yaml.Lines;
import dev.mainstay.design.internal.yaml.Node;
import dev.mainstay.design.internal.yaml.Yaml;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All documents of all files to designs. One call of {@link #read} per instance. */
public final class DocumentReader {
  private static final String API_VERSION = "mainstay/v1";
  private static final Form<String> VERSION =
      Forms.of(
              API_VERSION,
              text -> text.equals(API_VERSION) ? Optional.of(text) : Optional.empty(),
              text -> Optional.of(API_VERSION))
          .spelt(Spelling.words(List.of(API_VERSION)));
  private static final Form<Optional<Kind>> KIND =
      Forms.of(
              "Service or Organisation",
              text ->
                  switch (text) {
                    case "Service" -> Optional.of(Optional.of(Kind.SERVICE));
                    case "Organisation" -> Optional.of(Optional.of(Kind.ORGANISATION));
                    default -> Optional.empty();
                  },
              text -> Nearest.of(text, List.of("Service", "Organisation")))
          .spelt(Spelling.words(List.of("Service", "Organisation")));

  private final Reading reading;
  private final Set<String> codes;
  private final Beside beside = new Beside();
  private final Map<String, Beside.Addition> besides = new LinkedHashMap<>();
  private final Map<String, Place> names = new LinkedHashMap<>();
  private final List<Read> services = new ArrayList<>();
  private final List<Section> organisations = new ArrayList<>();
  private Optional<Organisation> organisation = Optional.empty();

  enum Kind {
    SERVICE,
    ORGANISATION
  }

  private record Read(Section section, Service service) {}

  /**
   * @param codes of the checks whose findings may be accepted
   */
  public DocumentReader(Set<String> runbooks, Set<String> codes) {
    this(runbooks, codes, null);
  }

  private DocumentReader(Set<String> runbooks, Set<String> codes, @Nullable Effective effective) {
    reading = new Reading(runbooks, effective);
    this.codes = codes;
  }

  /**
   * The values of designs without a problem under the keys of their files, defaults filled in.
   *
   * @return design to nested mappings; the organisation's under {@link Sources#ORGANISATION}
   */
  public static Map<String, Map<String, Object>> models(
      List<SourceText> sources, Set<String> runbooks, Set<String> codes) {
    var effective = new Effective();
    new DocumentReader(runbooks, codes, effective).read(sources);
    return effective.models();
  }

  public DesignResult read(List<SourceText> sources) {
    List<Node> own = new ArrayList<>();
    for (SourceText source : sources) {
      List<Node> documents = Yaml.read(source, reading.problems::add);
      boolean failed =
          reading.problems.stream()
              .anyMatch(problem ->
                  problem.place() != null && problem.place().file().equals(source.file()));
      if (documents.isEmpty() && !failed) {
        reading.error(
            "MS-F010",
            "no document in the file (expected: a service or the organisation)",
            new Lines(source.file(), source.text()).place(0, 1),
            "start with `apiVersion: " + API_VERSION + "` and `kind: Service`");
      }
      documents.stream().filter(node -> !beside.takes(node)).forEach(own::add);
    }
    besides.putAll(beside.finish());
    own.forEach(this::document);
    left();
    Organisation shared = organisation.orElseGet(DocumentReader::operators);
    Set<String> acceptable = new TreeSet<>(codes);
    shared.checks().forEach(check -> acceptable.add(check.code()));
    for (Read read : services) {
      if (organisation.isPresent() && !read.section().has("owner")) {
        read.section().missing("owner", "a team of the organisation");
      }
      if (organisation.isPresent() || organisations.isEmpty()) {
        References.owner(read.section(), read.service(), shared);
        References.tiers(read.section(), read.service(), shared);
        References.windows(read.section(), read.service(), shared);
      }
      if (organisation.isPresent()) {
        DecisionReader.check(read.section(), read.service(), shared);
      }
      References.accepted(read.section(), read.service(), acceptable);
    }
    return result(sources, shared);
  }

  private DesignResult result(List<SourceText> sources, Organisation shared) {
    List<Problem> problems = new ArrayList<>(reading.problems);
    List<String> files = sources.stream().map(SourceText::file).toList();
    problems.sort(
        Comparator.comparing(
                Problem::place,
                Comparator.nullsLast(
                    Comparator.comparingInt((Place place) -> files.indexOf(place.file()))
                        .thenComparingInt(Place::line)
                        .thenComparingInt(Place::column)))
            .thenComparing(Problem::code));
    boolean failed = problems.stream().anyMatch(Problem::isError);
    Optional<Designs> designs =
        failed
            ? Optional.empty()
            : Optional.of(new Designs(shared, services.stream().map(Read::service).toList()));
    return new DesignResult(
        designs, problems, new Sources(sources, reading.places, reading.values));
  }

  private void document(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      reading.error(
          "MS-F006",
          "document: " + node.kind() + " (expected: a mapping)",
          node.place(),
          "start with `apiVersion: " + API_VERSION + "` and `kind: Service`");
      return;
    }
    var head = new WrittenSection(reading, "", "", mapping.entries(), mapping.place());
    Head read = head(head);
    read.kind()
        .ifPresent(found -> {
          switch (found) {
            case SERVICE -> service(head, mapping, read.name());
            case ORGANISATION -> organisation(mapping, read.name());
          }
        });
  }

  /** What every document starts with. */
  record Head(Optional<Kind> kind, String name) {}

  static Head head(Section section) {
    section.required("apiVersion", VERSION, API_VERSION);
    Optional<Kind> kind = section.required("kind", KIND, Optional.empty());
    return new Head(kind, section.required("name", Forms.IDENTIFIER, ""));
  }

  private void service(Section head, Node.Mapping mapping, String name) {
    Place place = head.placeOf("name");
    Place first = name.isEmpty() ? null : names.putIfAbsent(name, place);
    String design = name;
    if (first != null) {
      reading.problems.add(
          new Problem(
              "MS-F002",
              Problem.Severity.ERROR,
              "name: two services named " + name + " (expected: each name once)",
              place,
              List.of(new Problem.Related(first, "first used here")),
              null,
              "metrics, pages and rollouts of the two could not be told apart",
              "rename one of them"));
      design = name + "#" + place;
    }
    reading.written(design, "", place);
    Section section = documentSection(design, added(design, mapping));
    services.add(new Read(section, ServiceReader.read(section, name)));
  }

  /** The service with what files of other formats say of it. */
  private Node.Mapping added(String design, Node.Mapping mapping) {
    Beside.Addition addition = besides.remove(design);
    return addition == null ? mapping : Additions.to(reading, design, mapping, addition);
  }

  /** What other formats say, but not of one of the services. */
  private void left() {
    beside
        .remarks()
        .forEach(remark ->
            reading.warning(
                Additions.CODE,
                remark.text(),
                remark.place(),
                "say it in the design, or leave it to the tool that reads the file"));
    besides.forEach((service, addition) ->
        reading.warning(
            Additions.CODE,
            "no design of the service '%s': what the file says of it is not checked"
                .formatted(service),
            addition.first(),
            Nearest.of(service, names.keySet())
                .map(near -> "did you mean `" + near + "`?")
                .orElse("write a design, or leave it to the tool that reads the file")));
  }

  /** The designs without what only other tools run: alerts of other formats. */
  public Designs run(Designs read) {
    return reading.notRun.isEmpty()
        ? read
        : new Designs(
            read.organisation(),
            read.services().stream()
                .map(service ->
                    service.withAlerts(
                        service.alerts().stream()
                            .filter(
                                alert -> reading.isRun(service.name(), "alerts/" + alert.name()))
                            .toList()))
                .toList());
  }

  private void organisation(Node.Mapping mapping, String name) {
    Section section = documentSection(Sources.ORGANISATION, mapping);
    organisations.add(section);
    if (organisations.size() > 1) {
      Place first = organisations.getFirst().placeOf("kind");
      reading.problems.add(
          new Problem(
              "MS-F010",
              Problem.Severity.ERROR,
              "a second organisation (expected: one for all services)",
              section.placeOf("kind"),
              List.of(new Problem.Related(first, "the first one")),
              null,
              null,
              "put people and teams into one of them"));
      return;
    }
    reading.written(Sources.ORGANISATION, "", section.placeOf("name"));
    organisation = Optional.of(OrganisationReader.read(section, name));
  }

  private Section documentSection(String design, Node.Mapping mapping) {
    var section = new WrittenSection(reading, design, "", mapping.entries(), mapping.place());
    section.has("apiVersion");
    section.has("kind");
    section.has("name");
    return section;
  }

  /** For a small user without an organisation file: one operator, who looks at the console. */
  private static Organisation operators() {
    var operator = new Organisation.Person(Defaults.OPERATOR, List.of(), null);
    var rotation =
        new Organisation.Rotation(
            List.of(Defaults.OPERATOR), Defaults.ROTATION_EVERY, Defaults.ROTATION_FROM);
    var team = new Organisation.Team(Defaults.OWNER, rotation, null, Defaults.escalation(rotation));
    return Organisation.of("default", List.of(operator), List.of(team), Defaults.GROUP_WAIT);
  }
}
