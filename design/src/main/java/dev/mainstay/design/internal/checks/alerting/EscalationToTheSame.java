package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class EscalationToTheSame extends Check {
  EscalationToTheSame() {
    super(
        "MS-A005",
        "an escalation that wakes the same person again",
        "next-on-call goes with a rotation of two or more",
        "when the first person does not answer, the second page goes to the same silent "
            + "telephone");
  }

  @Override
  public void check(Service service, Findings findings) {
    Team team = findings.designs().ownerOf(service);
    boolean next =
        team.escalation().stream().anyMatch(step -> step.targets().contains("next-on-call"));
    if (next && findings.hasOrganisation()) {
      findings.compared();
    }
    String path = "teams/" + team.name();
    if (next && team.onCall().people().size() == 1 && Paging.tellsTeam(service, findings)) {
      findings
          .error("owner", "next-on-call of %s is the one on call".formatted(team.name()))
          .with(Sources.ORGANISATION, path + "/onCall/rotation", "a rotation of one")
          .with(Sources.ORGANISATION, path + "/escalation", "escalates to next-on-call")
          .sum("%d person in the rotation".formatted(team.onCall().people().size()))
          .fix("add a person to the rotation, or name another person in the escalation");
    }
  }
}
