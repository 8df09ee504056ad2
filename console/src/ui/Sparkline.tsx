import type { Curve } from "../api/types";
import { sparkPath } from "../lib/spark";

/** A small curve without axes; a gap in the values is a gap in the line. `floor` is the least height of its scale. */
export function Sparkline({ values, label, floor = 0, width = 84, height = 24 }: { values: Curve; label: string; floor?: number; width?: number; height?: number }) {
  const { path, last } = sparkPath(values, width - 4, height - 4, floor);
  return (
    <svg className="spark" width={width} height={height} viewBox={`-2 -2 ${width} ${height}`} role="img" aria-label={label}>
      <path d={`M0 ${height - 4}H${width - 4}`} className="spark-base" />
      {path && <path d={path} className="spark-line" />}
      {last && <circle cx={last[0]} cy={last[1]} r="2" className="spark-dot" />}
    </svg>
  );
}
