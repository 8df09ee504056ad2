package dev.mainstay.design;

import dev.mainstay.design.CheckResult.Verdict;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * What every check says of every service, service by service. A company has millions of them, so a
 * result is made when somebody looks at it.
 */
public final class CheckResults extends AbstractList<CheckResult> implements RandomAccess {
  private final List<String> codes;
  private final List<OfService> services;
  private final Map<String, OfService> byName = new HashMap<>();

  /** What the checks say of one service. */
  public static final class OfService {
    private final String service;
    private final Verdict[] verdicts;
    private final @Nullable String[] missing;

    /** Nothing until each check has said its verdict. */
    public OfService(String service, int checks) {
      this.service = service;
      verdicts = new Verdict[checks];
      missing = new String[checks];
    }

    /**
     * @param check its index
     * @param fact the path of the fact that the check misses, or null
     */
    public void say(int check, Verdict verdict, @Nullable String fact) {
      verdicts[check] = verdict;
      missing[check] = fact;
    }

    private CheckResult result(int check, String code) {
      return new CheckResult(code, service, verdicts[check], missing[check]);
    }
  }

  /**
   * @param codes of the checks
   */
  public CheckResults(List<String> codes, List<OfService> services) {
    this.codes = List.copyOf(codes);
    this.services = List.copyOf(services);
    this.services.forEach(each -> byName.putIfAbsent(each.service, each));
  }

  @Override
  public CheckResult get(int index) {
    Objects.checkIndex(index, size());
    int check = index % codes.size();
    return services.get(index / codes.size()).result(check, codes.get(check));
  }

  @Override
  public int size() {
    return codes.size() * services.size();
  }

  /** What the checks say of the service, in their order; empty when there is no such service. */
  public List<CheckResult> of(String service) {
    OfService found = byName.get(service);
    if (found == null) {
      return List.of();
    }
    List<CheckResult> results = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      results.add(found.result(i, codes.get(i)));
    }
    return List.copyOf(results);
  }
}
