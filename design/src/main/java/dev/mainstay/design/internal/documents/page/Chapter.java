package dev.mainstay.design.internal.documents.page;

/** One topic, told the same wherever it stands. */
public interface Chapter {
  Topic topic();

  /** Writes what stands under the chapter's heading. */
  void write(Page page);
}
