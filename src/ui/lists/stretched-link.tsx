import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "@/ui/class-names";

/** A link whose target covers its nearest positioned ancestor (a row, a card), while its name stays its own words. */
export function StretchedLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={classNames(
        "outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring",
        className,
      )}
    />
  );
}
