import type { ReactNode } from "react";
import { ArrivalsButton } from "./arrivals";

/** The heading of a list that others change too: beside it, how many rows came and are not shown yet. */
export function LiveHeading({
  list,
  children,
}: {
  list: { arrivals: number; show(): void };
  children: ReactNode;
}) {
  return (
    <span className="inline-flex flex-wrap items-center gap-3">
      {children}
      <ArrivalsButton count={list.arrivals} onShow={list.show} />
    </span>
  );
}
