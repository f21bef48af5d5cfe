/** The props of QrCode: modules each way, and the dark ones as a path. */
export interface QrCodeProps {
  size: number;
  path: string;
  /** Its description for screen readers. */
  label: string;
}

/** The light margin that readers need around the code, in modules. */
const MARGIN = 4;

/** A QR code, dark on light in every theme: many readers know it no other way. */
export function QrCode({ size, path, label }: QrCodeProps) {
  const whole = size + 2 * MARGIN;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-MARGIN} ${-MARGIN} ${whole} ${whole}`}
      shapeRendering="crispEdges"
      className="size-48 shrink-0 rounded-xl bg-white text-black ring-1 ring-line"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
