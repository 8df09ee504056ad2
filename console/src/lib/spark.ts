import type { Curve } from "../api/types";

export interface Spark {
  readonly path: string;
  /** Where the newest value is, when it is known. */
  readonly last: readonly [number, number] | null;
}

/** An SVG path over `width` × `height`, broken where values are null; zero is at the bottom. */
export function sparkPath(values: Curve, width: number, height: number, floor = 0): Spark {
  const top = Math.max(floor, ...values.map((value) => value ?? 0));
  const x = (i: number) => round(values.length < 2 ? width : (i / (values.length - 1)) * width);
  const y = (value: number) => round(top === 0 ? height : height - (value / top) * height);
  let path = "";
  let drawing = false;
  values.forEach((value, i) => {
    if (value === null) {
      drawing = false;
      return;
    }
    path += `${drawing ? "L" : "M"}${x(i)} ${y(value)}`;
    drawing = true;
  });
  const newest = values.at(-1);
  return { path, last: newest === null || newest === undefined ? null : [x(values.length - 1), y(newest)] };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
