import { classNames } from "@/ui/class-names";

/** A grey placeholder; give it a size. Hidden from screen readers: say "Loading" once around several. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames("block animate-pulse rounded-md bg-pressed", className)} />;
}

/** A placeholder for several lines of text; the last one is shorter. Announces itself once. */
export function SkeletonText({ lines = 3, label = "Loading" }: { lines?: number; label?: string }) {
  return (
    <div role="status" className="flex flex-col gap-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={line === lines - 1 && lines > 1 ? "h-3.5 w-3/5" : "h-3.5 w-full"} />
      ))}
    </div>
  );
}
