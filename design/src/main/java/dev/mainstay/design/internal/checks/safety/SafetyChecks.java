package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of safety. */
public final class SafetyChecks {
  public static final List<Check> ALL =
      List.of(
          new OpenToEverybody(),
          new UnencryptedOnTheWay(),
          new AnyOriginWithSession(),
          new HstsTooShort(),
          new RefreshShorterThanAccess(),
          new KeyGoneBeforeItsTokens(),
          new SecretInConfigMap(),
          new SecretInEnvironment(),
          new SecretInTheDesign(),
          new CredentialsInUrl(),
          new SecretFromTwoPlaces(),
          new RotationBeyondPolicy(),
          new RotationOverdue(),
          new FieldNotRedacted(),
          new VerificationCodeKept(),
          new UnencryptedAtRest(),
          new UserBeyondTheService(),
          new AuditShorterThanData(),
          new DeletionBeyondKeep(),
          new StrongerInsideThanOutside(),
          new DeletedDataInBackups(),
          new BodiesBeyondMemory(),
          new UserBeyondTheLimit(),
          new InternetUnlimited());

  private SafetyChecks() {}
}
