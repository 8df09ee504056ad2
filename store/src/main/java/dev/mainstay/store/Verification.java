package dev.mainstay.store;

/** What walking the journal's hash chain found. */
public sealed interface Verification {

  /**
   * Every entry is as it was written, from the first to the last. A chain cannot show that its tail
   * was cut off: compare with figures noted elsewhere.
   *
   * @param entries how many there are, which is also the last sequence
   * @param hash of the last entry; 64 zeros when there is none
   */
  record Intact(long entries, String hash) implements Verification {}

  /**
   * The chain breaks.
   *
   * @param sequence of the first entry that is missing or not as it was written
   * @param reason what does not fit, one line
   */
  record Broken(long sequence, String reason) implements Verification {}
}
