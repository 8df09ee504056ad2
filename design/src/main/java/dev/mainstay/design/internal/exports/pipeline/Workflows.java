package dev.mainstay.design.internal.exports.pipeline;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Delivery.Step;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Series;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.design.internal.exports.kubernetes.Canaries;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A delivery pipeline as a GitHub Actions workflow over the exported Kubernetes files: validate,
 * dev, approval, staging, production by the design's canary steps, and the way back when one fails.
 */
public final class Workflows {
  private static final String FOLDER = "deploy";
  private static final int SLACK_MINUTES = 15;

  private final Service service;
  private final Delivery delivery;
  private final Carrier carrier;

  private Workflows(Service service, Delivery delivery, Designs designs) {
    this.service = service;
    this.delivery = delivery;
    this.carrier = Carrier.of(service, designs);
  }

  public static Export of(Designs designs) {
    var exports = new ArrayList<Export>();
    for (Service service : designs.services()) {
      Delivery delivery = service.delivery();
      if (delivery != null) {
        exports.add(new Workflows(service, delivery, designs).export());
      }
    }
    return Carrier.all(exports);
  }

  private Export export() {
    carrier.note(
        "delivery",
        "needs the exports kubernetes and gateway-api in %s/, the repository variables IMAGE and PROMETHEUS_URL, and KUBECONFIG as each environment's secret"
            .formatted(FOLDER));
    carrier.note(
        "delivery/approval",
        "who approves is set in the environments `staging-approval` and `production`");
    Yml jobs =
        Yml.of("validate", validate())
            .with("dev", deploy("dev", "validate"))
            .with("approval", approval())
            .with("staging", deploy("staging", "approval"))
            .with("production", production());
    Yml workflow =
        Yml.of("name", "deliver " + service.name())
            .with(
                "on",
                Yml.of(
                    "workflow_dispatch",
                    Yml.of(
                        "inputs",
                        Yml.of(
                            "version",
                            Yml.of("description", "Version to deliver")
                                .with("required", true)
                                .with("type", "string")))))
            .with("permissions", Yml.of("contents", "read"))
            .with(
                "concurrency",
                Yml.of("group", "deliver-" + service.name()).with("cancel-in-progress", false))
            .with("jobs", jobs);
    var file =
        carrier.yaml(
            service.name() + ".workflow.yaml",
            "The pipeline of " + service.name(),
            List.of(workflow));
    return carrier.export(List.of(file));
  }

  private static Yml job(String name, int minutes) {
    return Yml.of("name", name).with("runs-on", "ubuntu-latest").with("timeout-minutes", minutes);
  }

  private static Yml checkout() {
    return Yml.of("uses", "actions/checkout@v4");
  }

  private static Yml run(String name, String script) {
    return Yml.of("name", name).with("run", script);
  }

  private Yml validate() {
    return job("validate", 10)
        .with(
            "steps",
            List.of(
                checkout(),
                run("Check the design", "mainstay design check ops\n"),
                run(
                    "Check what is deployed",
                    "kubectl apply --dry-run=client -f %s/%s.kubernetes.yaml\n"
                        .formatted(FOLDER, service.name()))));
  }

  private Yml approval() {
    return job("approval", 5)
        .with("needs", "dev")
        .with("environment", "staging-approval")
        .with("steps", List.of(run("Approved", "echo \"approved by $GITHUB_ACTOR\"\n")));
  }

  private Yml deploy(String environment, String after) {
    String name = service.name();
    return job(environment, SLACK_MINUTES)
        .with("needs", after)
        .with("environment", environment)
        .with("env", environment())
        .with(
            "steps",
            List.of(
                checkout(),
                cluster(),
                run(
                    "Deploy",
                    """
                    kubectl apply -f %s/%s.kubernetes.yaml
                    kubectl set image deployment/%s %s="$IMAGE:$VERSION"
                    kubectl rollout status deployment/%s --timeout=%ds
                    """
                        .formatted(FOLDER, name, name, name, name, rolloutSeconds()))));
  }

  private Yml environment() {
    return Yml.of("VERSION", "${{ inputs.version }}").with("IMAGE", "${{ vars.IMAGE }}");
  }

  private static Yml cluster() {
    return run(
            "Reach the cluster",
            """
            mkdir -p "$HOME/.kube"
            printf '%s' "$KUBECONFIG_TEXT" > "$HOME/.kube/config"
            chmod 600 "$HOME/.kube/config"
            """)
        .with("env", Yml.of("KUBECONFIG_TEXT", "${{ secrets.KUBECONFIG }}"));
  }

  /** All instances one after the other, each given three times its usual start. */
  private long rolloutSeconds() {
    Duration each = service.instances().startup().multipliedBy(3);
    return Math.max(60, each.multipliedBy(service.instances().min()).toSeconds());
  }

  private Yml production() {
    String name = service.name();
    var steps = new ArrayList<Yml>(List.of(checkout(), cluster()));
    if (delivery.strategy().canary().isEmpty()) {
      carrier.note("delivery/strategy", "no canary is written: all instances one after the other");
    } else {
      steps.add(
          run(
              "Start the canary",
              """
              kubectl apply -f %s/%s
              kubectl set image deployment/%s-canary %s="$IMAGE:$VERSION"
              kubectl rollout status deployment/%s-canary --timeout=%ds
              """
                  .formatted(
                      FOLDER, Canaries.canaryFile(service), name, name, name, rolloutSeconds())));
    }
    long baking = 0;
    for (int i = 0; i < delivery.strategy().canary().size(); i++) {
      Step step = delivery.strategy().canary().get(i);
      carrier.carries("delivery/strategy/canary/" + i);
      steps.add(step(i + 1, step));
      baking += step.bake().toSeconds();
    }
    carrier.carries("delivery/rollback");
    steps.add(
        run(
            "All traffic to the new version",
            """
            kubectl set image deployment/%s %s="$IMAGE:$VERSION"
            kubectl rollout status deployment/%s --timeout=%ds
            %s\
            """
                .formatted(
                    name,
                    name,
                    name,
                    rolloutSeconds(),
                    delivery.strategy().canary().isEmpty() ? "" : stable())));
    steps.getLast().put("id", "everywhere");
    if (!delivery.strategy().canary().isEmpty()) {
      steps.add(afterFailure("Send all traffic back", "", stable()));
    }
    steps.add(undo());
    long minutes = Math.ceilDiv(baking + 2 * rolloutSeconds(), 60) + SLACK_MINUTES;
    return job("production", (int) Math.min(minutes, 360))
        .with("needs", "staging")
        .with("environment", "production")
        .with("env", environment().with("PROMETHEUS_URL", "${{ vars.PROMETHEUS_URL }}"))
        .with("steps", steps);
  }

  private String stable() {
    return "kubectl apply -f %s/%s\nkubectl scale deployment/%s-canary --replicas=0\n"
        .formatted(FOLDER, Canaries.routeFile(service, 0), service.name());
  }

  private Yml step(int number, Step step) {
    carrier.note(
        "delivery/rollback/when",
        "judged by the alerts of the service at the end of each step, not by comparing versions");
    String query =
        "count(ALERTS{service=%s,alertstate=\"firing\",severity=~\"P0|P1\"}) or vector(0)"
            .formatted(Series.quoted(service.name()));
    return run(
        "%s of the traffic for %s".formatted(step.weight(), Durations.format(step.bake())),
        """
        kubectl apply -f %s/%s
        sleep %d
        firing=$(curl -fsS --get "$PROMETHEUS_URL/api/v1/query" \\
          --data-urlencode 'query=%s' | jq -r '.data.result[0].value[1]')
        test "$firing" = 0
        """
            .formatted(
                FOLDER,
                Canaries.routeFile(service, number),
                Math.max(1, Math.ceilDiv(step.bake().toMillis(), 1000L)),
                query));
  }

  /** The stable version is touched by the last step only. */
  private Yml undo() {
    long seconds = Math.max(1, Math.ceilDiv(delivery.rollback().within().toMillis(), 1000L));
    return afterFailure(
            "Undo the new version",
            " && steps.everywhere.outcome != 'skipped'",
            """
            kubectl rollout undo deployment/%s
            kubectl rollout status deployment/%s --timeout=%ds
            """
                .formatted(service.name(), service.name(), seconds))
        .with("timeout-minutes", (int) Math.max(1, Math.ceilDiv(seconds, 60)));
  }

  private static Yml afterFailure(String name, String and, String script) {
    return Yml.of("name", name).with("if", "(failure() || cancelled())" + and).with("run", script);
  }
}
