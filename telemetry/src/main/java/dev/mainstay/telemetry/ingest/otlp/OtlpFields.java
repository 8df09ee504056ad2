package dev.mainstay.telemetry.ingest.otlp;

import dev.mainstay.telemetry.ingest.MalformedException;
import dev.mainstay.telemetry.ingest.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The fields of OTLP's protobuf messages, one after the other, and its attributes. */
abstract class OtlpFields {
  private static final int DEEPEST = 8;

  final Wire wire;

  OtlpFields(byte[] bytes, int size) {
    wire = new Wire().over(bytes, 0, size);
    wire.part("metrics request");
  }

  interface Field {
    boolean read(int field, int tag) throws MalformedException;
  }

  interface Inner<T> {
    T read() throws MalformedException;
  }

  /** Gives each field of the message at hand to {@code reader}; skips what it does not take. */
  final void fields(Field reader) throws MalformedException {
    while (wire.more()) {
      int tag = wire.tag();
      if (!reader.read(tag >>> 3, tag)) {
        wire.skip(tag);
      }
    }
  }

  final <T> T inner(int tag, Inner<T> reader) throws MalformedException {
    int outer = wire.enter(tag);
    T read = reader.read();
    wire.leave(outer);
    return read;
  }

  final Map<String, String> attributesOf(int number, Map<String, String> into)
      throws MalformedException {
    fields((field, tag) -> {
      if (field == number) {
        inner(tag, () -> attribute(into));
        return true;
      }
      return false;
    });
    return into;
  }

  final Map<String, String> attribute(Map<String, String> into) throws MalformedException {
    return attribute(into, 0, false);
  }

  private Map<String, String> attribute(Map<String, String> into, int depth, boolean inside)
      throws MalformedException {
    var pair = new String[] {"", OtlpValues.nothing(inside)};
    fields((field, tag) -> {
      switch (field) {
        case 1 -> pair[0] = wire.text(tag);
        case 2 -> pair[1] = inner(tag, () -> value(depth, inside));
        default -> {
          return false;
        }
      }
      return true;
    });
    into.put(pair[0], pair[1]);
    return into;
  }

  /**
   * A value as text.
   *
   * @param inside whether it is part of another
   */
  final String value(int depth, boolean inside) throws MalformedException {
    if (depth > DEEPEST) {
      throw wire.problem("a value nested more than " + DEEPEST + " deep");
    }
    var value = new String[] {OtlpValues.nothing(inside)};
    fields((field, tag) -> {
      switch (field) {
        case 1 -> value[0] = OtlpValues.text(wire.text(tag), inside);
        case 2 -> value[0] = Boolean.toString(wire.varint(tag) != 0);
        case 3 -> value[0] = Long.toString(wire.varint(tag));
        case 4 -> value[0] = OtlpValues.number(wire.float64(tag), inside);
        case 5 -> value[0] = inner(tag, () -> list(depth));
        case 6 -> value[0] = inner(tag, () -> map(depth));
        case 7 -> value[0] = OtlpValues.bytes(bytes(tag), inside);
        default -> {
          return false;
        }
      }
      return true;
    });
    return value[0];
  }

  private String list(int depth) throws MalformedException {
    var values = new ArrayList<String>();
    fields((field, tag) -> field == 1 && values.add(inner(tag, () -> value(depth + 1, true))));
    return OtlpValues.list(values);
  }

  private String map(int depth) throws MalformedException {
    var values = new TreeMap<String, String>();
    fields((field, tag) -> {
      if (field == 1) {
        inner(tag, () -> attribute(values, depth + 1, true));
        return true;
      }
      return false;
    });
    return OtlpValues.map(values);
  }

  private byte[] bytes(int tag) throws MalformedException {
    wire.expect(tag, Wire.BYTES);
    int length = wire.length();
    int from = wire.position();
    wire.position(from + length);
    return Arrays.copyOfRange(wire.bytes(), from, from + length);
  }

  final String hex(int tag) throws MalformedException {
    return HexFormat.of().formatHex(bytes(tag));
  }

  /** What an exemplar's message says. */
  final OtlpRequest.Exemplar exemplar() throws MalformedException {
    var attributes = new TreeMap<String, String>();
    var ids = new String[] {"", ""};
    var nanos = new long[1];
    var value = new double[1];
    fields((field, tag) -> {
      switch (field) {
        case 2 -> nanos[0] = wire.fixed64(tag);
        case 3 -> value[0] = wire.float64(tag);
        case 4 -> ids[1] = hex(tag);
        case 5 -> ids[0] = hex(tag);
        case 6 -> value[0] = (double) wire.fixed64(tag);
        case 7 -> inner(tag, () -> attribute(attributes));
        default -> {
          return false;
        }
      }
      return true;
    });
    return new OtlpRequest.Exemplar(attributes, nanos[0], value[0], ids[0], ids[1]);
  }
}
