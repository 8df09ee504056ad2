import { useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { Link } from "wouter";
import type { Curve, Mark } from "../api/types";
import { clock, day } from "../lib/format";
import { useUtc } from "../lib/prefs";
import { DeployIcon, HealthIcon, LeafIcon } from "./icons";

export type Range = readonly [from: number, to: number];

export interface Line {
  label: string;
  values: Curve;
  /** Strength of the ink: colour is kept for states. */
  tone: "strong" | "middle" | "faint";
  dash?: boolean;
}

interface ChartProps {
  title: string;
  times: readonly number[];
  lines: readonly Line[];
  /** How a value is written, on the axis and in the read-out. */
  show: (value: number | null | undefined) => string;
  /** What was promised, drawn as a line. */
  promise?: { value: number; label: string } | undefined;
  marks?: readonly Mark[];
  /** Charts with the same key share cursor and range. */
  group: string;
  range: Range | null;
  onZoom: (range: Range) => void;
  /** The least top of the scale, so that noise near zero looks like it. */
  floor?: number;
  height?: number;
}

interface Point {
  at: number;
  index: number;
}

function colours(): Record<string, string> {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return { strong: read("--ink"), middle: read("--curve-middle"), faint: read("--curve-faint"), grid: read("--hairline"), text: read("--muted"), promise: read("--watch"), mark: read("--curve-middle") };
}

/** Changes whenever the page turns from light to dark or back: a canvas does not follow by itself. */
function useScheme(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const observer = new MutationObserver(() => setVersion((n) => n + 1));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
    return () => observer.disconnect();
  }, []);
  return version;
}

const DAY = 86_400;

/** A time below the axis, as exact as its neighbours are close. */
function tick(at: number, apart: number, utc: boolean): string {
  return apart >= DAY / 2 ? day(at * 1000, utc) : clock(at * 1000, utc, apart < 60);
}

/** A chart over time: gaps as gaps, marks as lines with a link above, drag to zoom, values read out beside the title. */
export function Chart(props: ChartProps) {
  const { title, times, lines, show, promise, marks = [], group, range, onZoom, floor = 0, height = 168 } = props;
  const [utc] = useUtc();
  const scheme = useScheme();
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [point, setPoint] = useState<Point | null>(null);
  const [places, setPlaces] = useState<{ left: number; mark: Mark }[]>([]);
  const latest = useRef({ marks, onZoom, promise, show, floor });
  latest.current = { marks, onZoom, promise, show, floor };

  const shape = lines.map((line) => `${line.label}/${line.tone}/${line.dash ?? false}`).join(",");
  const data = useMemo(() => [times as number[], ...lines.map((line) => line.values)] as uPlot.AlignedData, [times, lines]);
  const newest = useRef(data);
  newest.current = data;
  const shown = useRef(range);
  shown.current = range;

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const colour = colours();
    const place = (u: uPlot) => {
      const width = u.bbox.width / devicePixelRatio;
      const next = latest.current.marks.map((mark) => ({ mark, left: u.valToPos(mark.at, "x") })).filter(({ left }) => left >= 0 && left <= width);
      setPlaces((before) => (same(before, next) ? before : next));
    };
    const options: uPlot.Options = {
      width: element.clientWidth || 320,
      height,
      padding: [4, 8, 0, 0],
      tzDate: (seconds) => (utc ? uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC") : new Date(seconds * 1000)),
      legend: { show: false },
      cursor: {
        sync: { key: group, setSeries: false },
        drag: { x: true, y: false, setScale: false },
        points: { size: 6 },
        y: false,
      },
      scales: {
        x: { time: true },
        y: { range: (_, min, max) => [Math.min(0, (min ?? 0) * 1.1), Math.max(latest.current.floor, (latest.current.promise?.value ?? 0) * 1.15, (max ?? 0) * 1.1) || 1] },
      },
      axes: [
        {
          stroke: colour.text!,
          font: "11px system-ui, sans-serif",
          grid: { show: false },
          ticks: { show: false },
          size: 28,
          gap: 8,
          space: 72,
          values: (_, ticks) => ticks.map((at) => tick(at, (ticks[1] ?? 0) - (ticks[0] ?? 0), utc)),
        },
        {
          stroke: colour.text!,
          font: "11px system-ui, sans-serif",
          grid: { stroke: colour.grid!, width: 1 },
          ticks: { show: false },
          size: 56,
          gap: 6,
          space: 36,
          values: (_, ticks) => ticks.map((value) => latest.current.show(value)),
        },
      ],
      series: [
        {},
        ...lines.map((line) => ({
          label: line.label,
          stroke: colour[line.tone]!,
          width: line.tone === "strong" ? 1.75 : 1.25,
          points: { show: false },
          spanGaps: false,
          ...(line.dash ? { dash: [4, 3] } : {}),
        })),
      ],
      hooks: {
        setCursor: [(u) => setPoint(typeof u.cursor.idx === "number" && (u.cursor.left ?? -1) >= 0 ? { index: u.cursor.idx, at: u.data[0][u.cursor.idx] ?? 0 } : null)],
        setSelect: [
          (u) => {
            if (u.select.width < 4) return;
            const from = u.posToVal(u.select.left, "x");
            const to = u.posToVal(u.select.left + u.select.width, "x");
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            if (to - from >= 10) latest.current.onZoom([Math.round(from), Math.round(to)]);
          },
        ],
        drawAxes: [(u) => drawBehind(u, colour, latest.current.marks, latest.current.promise)],
        draw: [place],
      },
    };
    const u = new uPlot(options, newest.current, element);
    plot.current = u;
    uPlot.sync(group).sub(u);
    if (shown.current) u.setScale("x", { min: shown.current[0], max: shown.current[1] });
    const observer = new ResizeObserver(() => element.clientWidth > 0 && u.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      uPlot.sync(group).unsub(u);
      u.destroy();
      plot.current = null;
    };
    // The curves themselves are set below without building the plot anew; `shape` stands for their identity.
  }, [shape, group, height, utc, scheme]);

  useEffect(() => {
    const u = plot.current;
    if (!u) return;
    u.setData(data, range === null);
    if (range) u.setScale("x", { min: range[0], max: range[1] });
  }, [data, range, marks]);

  const index = point && point.index < times.length ? point.index : times.length - 1;
  const at = times[index];
  const long = (times.at(-1) ?? 0) - (times[0] ?? 0) > DAY;
  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-title">{title}</span>
        {promise && (
          <span className="promise">
            <i className="swatch promised" aria-hidden="true" />
            {promise.label}
          </span>
        )}
        <span className="readout num">
          {lines.map((line) => (
            <span key={line.label}>
              <i className={`swatch ${line.tone} ${line.dash ? "dashed" : ""}`} aria-hidden="true" />
              {lines.length > 1 && <span className="muted">{line.label} </span>}
              <b>{show(line.values[index])}</b>
            </span>
          ))}
          {at !== undefined && <span className="muted chart-at">{point ? `${long ? `${day(at * 1000, utc)}, ` : ""}${clock(at * 1000, utc)}` : "latest"}</span>}
        </span>
      </figcaption>
      <div className="lane">
        {places.map(({ left, mark }) => (
          <MarkGlyph key={`${mark.kind}${mark.at}${mark.label}`} mark={mark} left={left + 56} at={clock(mark.at * 1000, utc)} />
        ))}
      </div>
      <div ref={holder} className="plot" role="img" aria-label={spoken(title, lines, show, promise)} />
    </figure>
  );
}

function MarkGlyph({ mark, left, at }: { mark: Mark; left: number; at: string }) {
  const glyph = mark.kind === "deployment" ? <DeployIcon size={12} /> : mark.kind === "incident" ? <HealthIcon health="act" size={12} /> : <LeafIcon size={12} />;
  const label = `${at} ${mark.kind}: ${mark.label}`;
  const shared = { className: `mark ${mark.kind}`, style: { left }, title: label, "aria-label": label };
  return mark.link ? (
    <Link href={mark.link} {...shared}>
      {glyph}
    </Link>
  ) : (
    <span {...shared} role="img">
      {glyph}
    </span>
  );
}

function same(a: { left: number; mark: Mark }[], b: { left: number; mark: Mark }[]): boolean {
  return a.length === b.length && a.every((one, i) => Math.abs(one.left - (b[i]?.left ?? 0)) < 0.5 && one.mark.label === b[i]?.mark.label);
}

function drawBehind(u: uPlot, colour: Record<string, string>, marks: readonly Mark[], promise: ChartProps["promise"]): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.strokeStyle = colour.mark!;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const mark of marks) {
    const x = Math.round(u.valToPos(mark.at, "x", true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top - 4 * devicePixelRatio);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  if (promise) {
    const y = Math.round(u.valToPos(promise.value, "y", true)) + 0.5;
    if (y >= bbox.top && y <= bbox.top + bbox.height) {
      ctx.strokeStyle = colour.promise!;
      ctx.setLineDash([5 * devicePixelRatio, 3 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
  }
  ctx.restore();
}

function spoken(title: string, lines: readonly Line[], show: ChartProps["show"], promise: ChartProps["promise"]): string {
  const told = lines.map((line) => {
    const values = line.values.filter((value): value is number => value !== null);
    if (values.length === 0) return `${line.label} unknown`;
    return `${line.label} now ${show(line.values.at(-1))}, highest ${show(Math.max(...values))}`;
  });
  return `${title}: ${told.join("; ")}${promise ? `; promised ${promise.label}` : ""}`;
}
