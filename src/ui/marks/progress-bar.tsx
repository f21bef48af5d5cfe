import { classNames } from "@/ui/class-names";

/** Progress, 0..1; `null` where it is unknown. `label` names it. */
export function ProgressBar({
  value,
  label,
  tone = "accent",
  className,
}: {
  value: number | null;
  label: string;
  tone?: "accent" | "danger";
  className?: string;
}) {
  const percent = value === null ? undefined : Math.round(value * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={classNames("block", className)}
    >
      <div className="block h-1 overflow-hidden rounded-full bg-pressed forced-colors:border">
        <div
          style={percent === undefined ? undefined : { width: `${percent}%` }}
          className={classNames(
            "block h-full rounded-full transition-[width]",
            percent === undefined && "w-1/3 animate-pulse",
            tone === "danger" ? "bg-danger" : "bg-accent",
          )}
        />
      </div>
    </div>
  );
}
