package dev.mainstay.examples.payments.story;

/** A part of the story. */
interface Chapter {
  /** One word. */
  String name();

  /** What is about to happen, in a sentence. */
  String opening();

  /** Plays it on the running system, telling every expectation to {@code told}. */
  void play(Stage stage, Told told);
}
