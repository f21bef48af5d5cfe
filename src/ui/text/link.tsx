import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "@/ui/class-names";

/** A link in running text: accent and underlined, so that colour is not the only sign. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={classNames(
        "rounded-sm font-medium text-accent-ink underline decoration-accent/40 decoration-1 underline-offset-3 transition-colors hover:decoration-accent",
        className,
      )}
    />
  );
}
