package dev.mainstay.design.internal.read;

import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Organisation;
import dev.mainstay.design.Service;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.Places;
import dev.mainstay.design.internal.imports.Beside;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Parallel;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All documents of all files to designs. One call of {@link #read} per instance. */
public final class DocumentReader {
  /** Codes of problems that another file may solve: names of what it holds. */
  private static final Set<String> ELSEWHERE = Set.of("MS-F009");

  private final Reading reading;
  private final Set<String> codes;
  private final Beside beside = new Beside();
  private final Map<String, Beside.Addition> besides = new LinkedHashMap<>();
  private final Map<String, Place> names = new LinkedHashMap<>();
  private final Parts parts = new Parts();
  private final List<Read> services = new ArrayList<>();
  private final List<Section> organisations = new ArrayList<>();
  private Optional<Organisation> organisation = Optional.empty();
  private boolean foreign;

  /** A service and where its values stand. */
  private record Read(Written written, Service service) {}

  /** A document of a file, parsed. */
  private sealed interface Document {
    /** One that is read when all files are parsed. */
    record Unread(Node node) implements Document {}

    /**
     * @param index among the file's documents
     */
    record OfService(SourceText source, int index, ServiceDocument read) implements Document {}
  }

  /** A file as far as it can be read without the others. */
  private record Parsed(SourceText source, List<Document> documents, List<Problem> problems) {}

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

  /** The values of designs as they are understood, whatever their spelling: design to path. */
  public static Map<String, Map<String, Object>> values(List<SourceText> sources) {
    var effective = new Effective();
    new DocumentReader(Set.of(), Set.of(), effective).read(sources);
    return effective.flat();
  }

  /**
   * A file by itself.
   *
   * @param problems of its form, without those that other files may have the answer to
   * @param designs the services and organisations in it
   * @param canonical how single values are best written, by the place of what stands there
   * @param isForeign whether a document of another format is in it
   */
  public record Alone(
      List<Problem> problems,
      List<Object> designs,
      Map<Place, String> canonical,
      boolean isForeign) {}

  public static Alone alone(SourceText source) {
    var reader = new DocumentReader(Set.of(), Set.of());
    Map<Place, String> canonical = new LinkedHashMap<>();
    reader.reading.canonical = canonical;
    reader.read(List.of(source));
    reader.partsAlone();
    List<Problem> problems =
        reader.reading.problems.stream()
            .filter(Problem::isError)
            .filter(problem -> !ELSEWHERE.contains(problem.code()))
            .toList();
    List<Object> designs = new ArrayList<>(reader.services.stream().map(Read::service).toList());
    reader.organisation.ifPresent(designs::add);
    return new Alone(problems, designs, canonical, reader.foreign);
  }

  /** Parts whose service is elsewhere, each as if it were a service. */
  private void partsAlone() {
    parts
        .left()
        .forEach((name, left) -> {
          for (Parts.Part part : left) {
            Place place = part.mapping().place();
            List<Node.Entry> entries = new ArrayList<>(part.mapping().entries());
            if (!part.head().has("summary")) {
              entries.add(
                  new Node.Entry(
                      new Node.Scalar(place, "summary", true), new Node.Scalar(place, name, true)));
            }
            String design = name + "#" + place;
            Reading own = reading.ofDocument();
            Section section = Head.whole(own, design, new Node.Mapping(place, entries));
            Service service = ServiceReader.read(section, name);
            reading.add(own, design, design);
            services.add(new Read(written(own, design, place), service));
          }
        });
  }

  public DesignResult read(List<SourceText> sources) {
    List<Document> own = new ArrayList<>();
    for (Parsed parsed : Parallel.map(sources, this::parse)) {
      reading.problems.addAll(parsed.problems());
      if (parsed.documents().isEmpty() && parsed.problems().isEmpty()) {
        SourceText source = parsed.source();
        reading.error(
            "MS-F010",
            "no document in the file (expected: a service or the organisation)",
            new Lines(source.file(), source.text()).place(0, 1),
            "start with `apiVersion: " + Head.API_VERSION + "` and `kind: Service`");
      }
      parsed.documents().stream().filter(document -> !isBeside(document)).forEach(own::add);
    }
    besides.putAll(beside.finish());
    own.forEach(this::part);
    own.forEach(this::document);
    left();
    Organisation shared = organisation.orElseGet(OrganisationReader::operators);
    check(shared);
    return result(sources, shared);
  }

  /** On any thread; services are read at once, so that their nodes are let go. */
  private Parsed parse(SourceText source) {
    List<Problem> problems = new ArrayList<>();
    List<Node> nodes = Yaml.read(source, problems::add);
    List<Document> documents = new ArrayList<>();
    for (Node node : nodes) {
      documents.add(
          Head.isOfService(node)
              ? new Document.OfService(
                  source, documents.size(), service((Node.Mapping) node, reading.ofDocument()))
              : new Document.Unread(node));
    }
    return new Parsed(source, documents, problems);
  }

  /** Whether the document is of another format; if so, it is taken. */
  private boolean isBeside(Document document) {
    boolean taken = document instanceof Document.Unread(Node node) && beside.takes(node);
    foreign |= taken;
    return taken;
  }

  /** What can be said when all documents are read. */
  private void check(Organisation shared) {
    var references = new SharedReferences(shared);
    Set<String> acceptable = new TreeSet<>(codes);
    shared.checks().forEach(check -> acceptable.add(check.code()));
    for (Read read : services) {
      Written written = read.written();
      if (organisation.isPresent() && !written.has("owner")) {
        reading.missing("", "owner", written.place(), "a team of the organisation");
      }
      if (organisation.isPresent() || organisations.isEmpty()) {
        references.owner(written, read.service());
        references.tiers(written, read.service());
        references.windows(written, read.service());
      }
      if (organisation.isPresent()) {
        references.decisions(written, read.service());
        references.costCentre(written, read.service());
      }
      SharedReferences.accepted(written, read.service(), acceptable);
    }
  }

  private DesignResult result(List<SourceText> sources, Organisation shared) {
    List<Problem> problems = new ArrayList<>(reading.problems);
    if (problems.size() > 1) {
      problems.sort(byPlace(sources));
    }
    boolean failed = problems.stream().anyMatch(Problem::isError);
    Optional<Designs> designs =
        failed
            ? Optional.empty()
            : Optional.of(new Designs(shared, services.stream().map(Read::service).toList()));
    return new DesignResult(designs, problems, new Sources(sources, reading.places, reading.split));
  }

  private static Comparator<Problem> byPlace(List<SourceText> sources) {
    Map<String, Integer> files = new HashMap<>();
    sources.forEach(source -> files.putIfAbsent(source.file(), files.size()));
    return Comparator.comparing(
            Problem::place,
            Comparator.nullsLast(
                Comparator.comparingInt((Place place) -> files.getOrDefault(place.file(), -1))
                    .thenComparingInt(Place::line)
                    .thenComparingInt(Place::column)))
        .thenComparing(Problem::code);
  }

  /** A part waits until its service is read; what is wrong with its head is told then, too. */
  private void part(Document document) {
    if (document instanceof Document.Unread(Node.Mapping mapping)) {
      Section section = Head.section(reading.ofDocument(), mapping);
      Head head = Head.of(section);
      if (head.kind().equals(Optional.of(Head.Kind.SERVICE_PART)) && !head.name().isEmpty()) {
        parts.add(head.name(), section, mapping);
      }
    }
  }

  private void document(Document document) {
    switch (document) {
      case Document.OfService(var source, int index, ServiceDocument read) -> {
        boolean whole = !parts.waitFor(read.name()) && !besides.containsKey(read.name());
        service(whole ? read : again(source, index));
      }
      case Document.Unread(Node node) -> document(node);
    }
  }

  private void document(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      reading.error(
          "MS-F006",
          "document: " + node.kind() + " (expected: a mapping)",
          node.place(),
          "start with `apiVersion: " + Head.API_VERSION + "` and `kind: Service`");
      return;
    }
    Reading own = reading.ofDocument();
    Section section = Head.section(own, mapping);
    Head head = Head.of(section);
    if (head.kind().equals(Optional.of(Head.Kind.SERVICE))) {
      service(complete(own, section, head.name(), mapping));
      return;
    }
    reading.add(own, "", "");
    if (head.kind().equals(Optional.of(Head.Kind.ORGANISATION))) {
      organisation(mapping, head.name());
    }
  }

  /** With what other documents say of the service; what is wrong with the text is known. */
  private ServiceDocument again(SourceText source, int index) {
    var mapping = (Node.Mapping) Yaml.read(source, problem -> {}).get(index);
    Reading own = reading.ofDocument();
    Section head = Head.section(own, mapping);
    return complete(own, head, Head.of(head).name(), mapping);
  }

  /** With its parts, and with what files of other formats say of it. */
  private ServiceDocument complete(Reading own, Section head, String name, Node.Mapping mapping) {
    Node.Mapping whole = parts.into(own, name, mapping);
    return ServiceDocument.read(own, head, name, whole, besides.remove(name));
  }

  private static ServiceDocument service(Node.Mapping mapping, Reading own) {
    Section head = Head.section(own, mapping);
    return ServiceDocument.read(own, head, Head.of(head).name(), mapping, null);
  }

  private void service(ServiceDocument read) {
    String name = read.name();
    Place first = name.isEmpty() ? null : names.putIfAbsent(name, read.namePlace());
    String design = first == null ? name : name + "#" + read.namePlace();
    if (first != null) {
      reading.problems.add(
          new Problem(
              "MS-F002",
              Problem.Severity.ERROR,
              "name: two services named " + name + " (expected: each name once)",
              read.namePlace(),
              List.of(new Problem.Related(first, "first used here")),
              null,
              "metrics, pages and rollouts of the two could not be told apart",
              "rename one of them"));
    }
    reading.add(read.reading(), name, design);
    services.add(new Read(written(read.reading(), name, read.place()), read.service()));
  }

  private Written written(Reading document, String design, Place place) {
    return new Written(reading, place, document.places.getOrDefault(design, Places.NONE));
  }

  /** Parts, and what other formats say, but not of one of the services. */
  private void left() {
    parts
        .left()
        .forEach((service, left) ->
            left.forEach(part ->
                reading.error(
                    "MS-F009",
                    "name: no service named %s that this could be a part of".formatted(service),
                    part.head().placeOf("name"),
                    Nearest.of(service, names.keySet())
                        .map(near -> "did you mean `" + near + "`?")
                        .orElse(
                            "write its design with `kind: Service`, or read its file together with this one"))));
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
    Section section = Head.whole(reading, Sources.ORGANISATION, mapping);
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
}
