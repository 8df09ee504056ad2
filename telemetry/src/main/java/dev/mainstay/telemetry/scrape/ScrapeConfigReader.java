package dev.mainstay.telemetry.scrape;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.telemetry.config.ConfigCodes;
import dev.mainstay.telemetry.config.ConfigSection;
import dev.mainstay.telemetry.config.HttpAccess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a configuration whole: every problem is told, with its place. */
final class ScrapeConfigReader {
  private static final Set<String> ROLES =
      Set.of("node", "pod", "service", "endpoints", "endpointslice", "ingress");

  private static final List<String> OTHER_DISCOVERIES =
      List.of(
          ("aws azure consul digitalocean dns docker dockerswarm ec2 eureka gce hetzner http ionos"
                  + " kuma lightsail linode marathon nerve nomad openstack ovhcloud puppetdb"
                  + " scaleway serverset stackit triton uyuni vultr")
              .split(" "));
  private static final Comparator<Place> IN_ORDER =
      Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

  private final Path file;
  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  ScrapeConfigReader(Path file) {
    this.file = file;
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file.toAbsolutePath() : parent;
  }

  /** What jobs take from {@code global} where they say nothing. */
  private record Global(
      Duration interval,
      Duration timeout,
      boolean timeoutWritten,
      ScrapeConfig.Limits limits,
      List<ScrapeFormat> formats,
      boolean nativeHistograms,
      boolean classicToo) {}

  ScrapeConfig.Read read(String text) {
    Node root = Yaml.readForeign(new SourceText(file.toString(), text), problems::add).orElse(null);
    var jobs = new ArrayList<ScrapeConfig.Job>();
    Map<String, String> external = Map.of();
    var start = new Place(file.toString(), 1, 1, 1);
    try (var top = new ConfigSection(root, start, "", problems)) {
      top.ignore("tracing", "otlp", "runtime");
      top.without("storage", "options of the server say how samples are kept", "remove it");
      top.without("rule_files", "rules are named at the start", "pass --rules with the files");
      top.without("alerting", "designs say who is paged", "write alerts into the designs");
      top.without(
          "remote_write",
          "nothing is sent on",
          "let the other side read: /prometheus/api/v1/read or /prometheus/federate");
      top.without("remote_read", "queries read Mainstay's own samples", "remove it");
      top.refuse("scrape_config_files", "remove it");
      Global global;
      try (ConfigSection section = top.section("global")) {
        section.ignore("evaluation_interval", "query_log_file", "rule_query_offset");
        passedOver(section);
        external = labels(section, "external_labels");
        global = global(section);
      }
      jobs.addAll(top.sections("scrape_configs", section -> job(section, global)));
    }
    problems.sort(Comparator.comparing(Problem::place, Comparator.nullsFirst(IN_ORDER)));
    return new ScrapeConfig.Read(
        problems.stream().anyMatch(Problem::isError)
            ? ScrapeConfig.NONE
            : new ScrapeConfig(jobs, external, ConfigText.of(root)),
        problems);
  }

  private Global global(ConfigSection section) {
    Duration interval = positive(section, "scrape_interval", Duration.ofMinutes(1));
    Duration written = section.duration("scrape_timeout");
    Duration timeout = written == null ? min(Duration.ofSeconds(10), interval) : written;
    compare(section, interval, timeout);
    var none = new ScrapeConfig.Limits(0, 0, 0, 0, 0, 0, 0);
    boolean natives = section.bool("scrape_native_histograms", false);
    return new Global(
        interval,
        timeout,
        written != null,
        limits(section, none),
        formats(section, List.of()),
        natives,
        classic(section, false));
  }

  /** What {@code global} and jobs may say alike and has no effect. */
  private static void passedOver(ConfigSection section) {
    section.without(
        "keep_dropped_targets", "the first few are shown, and how many there are", "remove it");
    String names =
        section.value(
            "metric_name_validation_scheme",
            "utf8",
            "utf8 or legacy",
            text -> text.equals("utf8") || text.equals("legacy") ? text : null);
    if (names.equals("legacy")) {
      section.without(
          "metric_name_validation_scheme",
          "names are taken as they are exposed",
          "drop other names by metric_relabel_configs");
    }
    section.ignore("metric_name_escaping_scheme", "scrape_failure_log_file");
    section.ignore("convert_classic_histograms_to_nhcb");
  }

  private static boolean classic(ConfigSection section, boolean otherwise) {
    boolean old = section.bool("scrape_classic_histograms", otherwise);
    return section.bool("always_scrape_classic_histograms", old);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration positive(ConfigSection section, String key, Duration otherwise) {
    Duration read = section.duration(key, otherwise);
    if (read.isZero()) {
      section.problem(section.place(key), section.name(key) + ": 0s (expected: > 0s)", null);
      return otherwise;
    }
    return read;
  }

  private static void compare(ConfigSection section, Duration interval, Duration timeout) {
    if (timeout.compareTo(interval) > 0) {
      section.problem(
          ConfigCodes.EXCLUDES,
          section.place("scrape_timeout"),
          section.name("scrape_timeout")
              + ": "
              + Durations.format(timeout)
              + " (expected: at most the interval, "
              + Durations.format(interval)
              + ")",
          null);
    }
    if (timeout.isZero()) {
      section.problem(
          section.place("scrape_timeout"),
          section.name("scrape_timeout") + ": 0s (expected: > 0s)",
          null);
    }
  }

  private static ScrapeConfig.Limits limits(ConfigSection section, ScrapeConfig.Limits otherwise) {
    return new ScrapeConfig.Limits(
        section.bytes("body_size_limit", otherwise.bodyBytes()),
        section.number("sample_limit", otherwise.samples()),
        section.number("target_limit", otherwise.targets()),
        section.number("label_limit", otherwise.labels()),
        section.number("label_name_length_limit", otherwise.labelNameBytes()),
        section.number("label_value_length_limit", otherwise.labelValueBytes()),
        section.number("native_histogram_bucket_limit", otherwise.buckets()));
  }

  private static List<ScrapeFormat> formats(ConfigSection section, List<ScrapeFormat> otherwise) {
    if (!section.has("scrape_protocols")) {
      return otherwise;
    }
    var formats = new ArrayList<ScrapeFormat>();
    List<String> texts = section.texts("scrape_protocols");
    for (int i = 0; i < texts.size(); i++) {
      ScrapeFormat format = ScrapeFormat.of(texts.get(i));
      if (format == null || formats.contains(format)) {
        section.problem(
            section.places("scrape_protocols").get(i),
            section.name("scrape_protocols")
                + ": '"
                + texts.get(i)
                + (format == null
                    ? "' (expected: PrometheusProto, OpenMetricsText1.0.0,"
                        + " OpenMetricsText0.0.1, PrometheusText1.0.0, PrometheusText0.0.4)"
                    : "' twice"),
            null);
      } else {
        formats.add(format);
      }
    }
    return formats;
  }

  private ScrapeConfig.Job job(ConfigSection section, Global global) {
    String name = section.text("job_name", "");
    if (name.isEmpty()) {
      section.problem(
          ConfigCodes.MISSING,
          section.place("job_name"),
          section.path() + ": no job_name",
          "name the job");
    } else if (!names.add(name)) {
      section.problem(
          ConfigCodes.TWICE,
          section.place("job_name"),
          "second job " + name,
          "give each job a name of its own");
    }
    Duration interval = positive(section, "scrape_interval", global.interval);
    Duration written = section.duration("scrape_timeout");
    Duration timeout =
        written != null
            ? written
            : global.timeout.compareTo(interval) > 0 ? interval : global.timeout;
    compare(section, interval, timeout);
    boolean natives = section.bool("scrape_native_histograms", global.nativeHistograms);
    List<ScrapeFormat> usual = natives ? ScrapeFormat.NATIVE : ScrapeFormat.USUAL;
    List<ScrapeFormat> formats =
        formats(section, global.formats.isEmpty() ? usual : global.formats);
    ScrapeFormat fallback =
        section.has("fallback_scrape_protocol")
            ? section.value(
                "fallback_scrape_protocol",
                ScrapeFormat.TEXT,
                "a protocol such as PrometheusText0.0.4",
                ScrapeFormat::of)
            : null;
    var choices =
        new ScrapeConfig.Choices(
            section.bool("honor_labels", false),
            section.bool("honor_timestamps", true),
            section.bool("track_timestamps_staleness", false),
            section.bool("enable_compression", true),
            classic(section, global.classicToo),
            formats,
            fallback);
    passedOver(section);
    section.ignore("native_histogram_min_bucket_factor");
    String scheme =
        section.value(
            "scheme",
            "http",
            "http or https",
            text -> text.equals("http") || text.equals("https") ? text : null);
    var job =
        new ScrapeConfig.Job(
            name,
            interval,
            timeout,
            scheme,
            section.text("metrics_path", "/metrics"),
            params(section),
            choices,
            limits(section, global.limits),
            HttpAccess.read(section, folder),
            discoveries(section),
            RelabelRule.readAll(section, "relabel_configs"),
            RelabelRule.readAll(section, "metric_relabel_configs"));
    return job;
  }

  private static Map<String, List<String>> params(ConfigSection section) {
    var params = new LinkedHashMap<String, List<String>>();
    section
        .entries("params")
        .forEach((name, node) -> {
          var texts = new ArrayList<String>();
          if (node instanceof Node.Sequence list) {
            for (Node item : list.items()) {
              if (item instanceof Node.Scalar scalar) {
                texts.add(scalar.text());
              }
            }
          } else {
            section.problem(
                ConfigCodes.OTHER_KIND,
                node.place(),
                section.name("params") + "." + name + ": " + node.kind() + " (expected: a list)",
                null);
          }
          params.put(name, texts);
        });
    return params;
  }

  private static Map<String, String> labels(ConfigSection section, String key) {
    Map<String, String> labels = section.pairs(key);
    for (String name : labels.keySet()) {
      if (!RelabelRule.isLabelName(name)) {
        section.problem(
            section.place(key), section.name(key) + ": '" + name + "' is no label's name", null);
      }
    }
    return labels;
  }

  private ScrapeConfig.Discoveries discoveries(ConfigSection section) {
    var number = new int[1];
    boolean relabeled =
        section.node("relabel_configs") instanceof Node.Sequence rules && !rules.items().isEmpty();
    List<TargetGroup> fixed =
        section.sections(
            "static_configs", each -> group(each, Integer.toString(number[0]++), relabeled));
    List<ScrapeConfig.Files> files = section.sections("file_sd_configs", this::files);
    List<ScrapeConfig.Kubernetes> kubernetes =
        section.sections("kubernetes_sd_configs", this::kubernetes);
    for (String other : OTHER_DISCOVERIES) {
      section.refuse(
          other + "_sd_configs", "write the targets to a file and name it in file_sd_configs");
    }
    return new ScrapeConfig.Discoveries(fixed, files, kubernetes);
  }

  /**
   * A group as configuration and discovery files write it.
   *
   * @param anyText whether relabelling may yet make an address of any text, such as a URL to probe;
   *     what is none then is told when targets are made
   */
  static TargetGroup group(ConfigSection section, String source, boolean anyText) {
    var targets = new ArrayList<Map<String, String>>();
    List<String> addresses = section.texts("targets");
    for (int i = 0; i < addresses.size(); i++) {
      String address = addresses.get(i);
      if (address.isEmpty() || address.indexOf('/') >= 0 && !anyText) {
        section.problem(
            section.places("targets").get(i),
            section.name("targets") + ": '" + address + "' (expected: host:port)",
            address.isEmpty()
                ? null
                : "leave scheme and path out, or say in relabel_configs what to do with them");
      } else {
        targets.add(Map.of("__address__", address));
      }
    }
    return new TargetGroup(source, targets, labels(section, "labels"));
  }

  private ScrapeConfig.Files files(ConfigSection section) {
    List<String> patterns = section.texts("files");
    if (patterns.isEmpty()) {
      section.problem(
          ConfigCodes.MISSING,
          section.place("files"),
          section.path() + ": no files",
          "name a file");
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (!patterns.get(i).matches("[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)")) {
        section.problem(
            section.places("files").get(i),
            section.name("files")
                + ": '"
                + patterns.get(i)
                + "' (expected: a path that ends in .json, .yml or .yaml, with * in its last part"
                + " at most)",
            null);
      }
    }
    return new ScrapeConfig.Files(
        patterns, folder, positive(section, "refresh_interval", Duration.ofMinutes(5)));
  }

  private ScrapeConfig.Kubernetes kubernetes(ConfigSection section) {
    String role =
        section.value(
            "role",
            "pod",
            "node, pod, service, endpoints, endpointslice or ingress",
            text -> ROLES.contains(text) ? text : null);
    if (!section.has("role")) {
      section.problem(
          ConfigCodes.MISSING,
          section.place(),
          section.path() + ": no role",
          "say what to discover: pod");
    }
    section.refuse("kubeconfig_file", "remove it");
    section.refuse("attach_metadata", "remove it");
    var namespaces = new ArrayList<String>();
    if (section.has("namespaces")) {
      try (ConfigSection inner = section.section("namespaces")) {
        inner.refuse("own_namespace", "remove it");
        namespaces.addAll(inner.texts("names"));
      }
    }
    var selectors = new HashMap<String, String>();
    section.sections(
        "selectors",
        each -> {
          String of = each.text("role", role);
          String query = KubernetesPaths.query(each.text("label", ""), each.text("field", ""));
          selectors.put(of, query);
          return of;
        });
    HttpAccess access = HttpAccess.read(section, folder);
    URI server = URI.create("https://kubernetes.default.svc");
    if (section.has("api_server")) {
      server =
          section.value(
              "api_server",
              server,
              "an address such as https://10.0.0.1:6443",
              text -> text.matches("https?://[^/\\s]+(/\\S*)?") ? URI.create(text) : null);
    } else if (access.equals(HttpAccess.NONE)) {
      access = KubernetesPaths.inCluster();
    }
    return new ScrapeConfig.Kubernetes(server, role, access, namespaces, selectors);
  }
}
