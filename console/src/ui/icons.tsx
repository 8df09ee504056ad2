import type { ReactNode } from "react";
import type { Health } from "../api/types";

interface IconProps {
  size?: number;
  className?: string;
}

function Svg({ size = 16, className, children }: IconProps & { children: ReactNode }) {
  return (
    <svg className={className} width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** One shape per state, so that it is told apart without colour: disc, triangle, octagon, broken ring. */
export function HealthIcon({ health, ...rest }: IconProps & { health: Health }) {
  switch (health) {
    case "good":
      return (
        <Svg {...rest}>
          <circle cx="8" cy="8" r="6.25" />
          <path d="m5.25 8.25 2 2 3.5-4" />
        </Svg>
      );
    case "watch":
      return (
        <Svg {...rest}>
          <path d="M8 2.2 1.9 13.2h12.2Z" />
          <path d="M8 6.4v3.1M8 11.4v.1" />
        </Svg>
      );
    case "act":
      return (
        <Svg {...rest}>
          <path d="M5.4 1.7h5.2l3.7 3.7v5.2l-3.7 3.7H5.4l-3.7-3.7V5.4Z" fill="currentColor" />
          <path d="M8 4.8v3.9M8 11.1v.1" stroke="var(--page)" strokeWidth="1.8" />
        </Svg>
      );
    case "unknown":
      return (
        <Svg {...rest}>
          <circle cx="8" cy="8" r="6.25" strokeDasharray="2.4 2.5" />
          <path d="M6.4 6.4c.2-1 .9-1.4 1.7-1.4 1 0 1.7.6 1.7 1.5 0 1.3-1.7 1.4-1.7 2.6M8 11.2v.1" />
        </Svg>
      );
  }
}

export const SearchIcon = (props: IconProps) => (
  <Svg {...props}>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.5 10.5 3.5 3.5" />
  </Svg>
);
export const CurveIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M2 2v12h12" />
    <path d="m4.5 10.5 3-4 2.5 2.5 3.5-5" />
  </Svg>
);
export const SunIcon = (props: IconProps) => (
  <Svg {...props}>
    <circle cx="8" cy="8" r="2.75" />
    <path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1" />
  </Svg>
);
export const MoonIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z" />
  </Svg>
);
export const HelpIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M5.4 5.8c.2-1.5 1.3-2.3 2.7-2.3 1.5 0 2.6.9 2.6 2.3 0 2-2.6 2.1-2.6 4.1M8.1 12.5v.1" />
  </Svg>
);
export const ArrowIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M3 8h10M9 4l4 4-4 4" />
  </Svg>
);
export const DeployIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M8 13V3M4 7l4-4 4 4" />
  </Svg>
);
export const RollbackIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3M3 6.5l3 3" />
  </Svg>
);
export const PulseIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M1.5 8.5h3l2-5 3 9 2-4h3" />
  </Svg>
);
export const BellIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M4 11.5V7a4 4 0 0 1 8 0v4.5l1 1H3ZM6.8 14h2.4" />
  </Svg>
);
export const BudgetIcon = (props: IconProps) => (
  <Svg {...props}>
    <circle cx="8" cy="8" r="6.25" />
    <path d="M8 1.75V8l4.4 4.4" />
  </Svg>
);
export const GridIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M2.5 4h11M2.5 8h11M2.5 12h7" />
  </Svg>
);
export const LeafIcon = (props: IconProps) => (
  <Svg {...props}>
    <path d="M8 2.5 13.5 8 8 13.5 2.5 8Z" />
  </Svg>
);

/** The mainstay: mast and stays. */
export const Logo = ({ size = 20 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinejoin="round" strokeLinecap="round" aria-hidden="true">
    <path d="M10 2.5v15M10 2.5 2.5 17.5h15Z" />
  </svg>
);

export function CheckIcon() {
  return (
    <Svg>
      <path d="m2.5 4 1.25 1.25L6 2.75M2.5 11l1.25 1.25L6 9.75M8.5 4.25h5M8.5 11.25h5" />
    </Svg>
  );
}
