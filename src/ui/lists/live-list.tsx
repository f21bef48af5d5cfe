"use client";

import type { HTMLAttributes, ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { classNames } from "@/ui/class-names";
import { NotLoaded, type NotLoadedProps } from "@/ui/states/not-loaded";

/** The state of a list, as `useLiveList` has it. */
export interface ListState<Row> {
  /** Null before the first answer. */
  rows: readonly Row[] | null;
  error: NotLoadedProps["error"];
  isSwitching?: boolean;
  hasMore?: boolean;
  isFetchingMore?: boolean;
  fetchMore?(): void;
  refetch(): void;
}

/** The props of LiveList. */
export interface LiveListProps<Row> extends Pick<NotLoadedProps, "loading" | "offline" | "skeleton"> {
  list: ListState<Row>;
  /** What stands there when there are no rows. */
  empty: ReactNode;
  /** The words of the button that shows the next rows. */
  more?: string;
  /** The handlers of `useInUse`. */
  hold?: HTMLAttributes<HTMLDivElement>;
  className?: string;
  children: (rows: readonly Row[]) => ReactNode;
}

/** A list that others change too: loading, offline, failed, empty, its rows, and the way to more of them. */
export function LiveList<Row>(props: LiveListProps<Row>) {
  const t = useTranslate();
  const { list, empty, more = t("ui.showMore"), hold, className, children, ...words } = props;
  const { rows, isSwitching = false } = list;
  // Nothing is there of the filters before; of these nothing is known yet.
  const isUnknown = rows === null || (isSwitching && rows.length === 0);
  return (
    <>
      <div {...hold} className={classNames("min-w-0", className)}>
        {isUnknown ? (
          <NotLoaded {...words} error={list.error} onRetry={list.refetch} />
        ) : rows.length === 0 ? (
          empty
        ) : (
          <div className={classNames("transition-opacity", isSwitching && "opacity-60")}>
            {children(rows)}
          </div>
        )}
      </div>
      {list.hasMore && (
        <Button className="self-center" loading={list.isFetchingMore ?? false} onClick={list.fetchMore}>
          {more}
        </Button>
      )}
    </>
  );
}
