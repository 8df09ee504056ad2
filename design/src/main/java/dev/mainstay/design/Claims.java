package dev.mainstay.design;

import dev.mainstay.design.internal.claims.ServiceClaims;
import dev.mainstay.kernel.Claim;
import java.util.List;

/** Every provable statement of designs. The same designs give the same claims in the same order. */
public final class Claims {
  private Claims() {}

  public static List<Claim> of(Designs designs) {
    return designs.services().stream().flatMap(service -> of(service, designs).stream()).toList();
  }

  /** Those of one service. */
  public static List<Claim> of(Service service, Designs designs) {
    return ServiceClaims.of(service, designs);
  }
}
