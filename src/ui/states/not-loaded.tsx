"use client";

import { CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { classNames } from "@/ui/class-names";
import { Skeleton } from "@/ui/marks/skeleton";
import { EmptyState } from "./empty";
import { ErrorState } from "./error";

/** The props of NotLoaded. */
export interface NotLoadedProps {
  /** Why it could not be loaded; null while it is loading. */
  error: { code: string; message: string } | null;
  /** What is loading, for screen readers. */
  loading: string;
  /** What comes as soon as the server can be reached. */
  offline: string;
  onRetry: () => void;
  /** What stands there while it loads; by itself a few rows. */
  skeleton?: ReactNode;
}

/** What stands where nothing was loaded yet: that it is loading, that there is no connection, or an error with a way to try again. */
export function NotLoaded({ error, loading, offline, onRetry, skeleton = <SkeletonRows /> }: NotLoadedProps) {
  const t = useTranslate();
  if (error?.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("ui.offline")}
        reason={offline}
        action={<Button onClick={onRetry}>{t("ui.tryNow")}</Button>}
      />
    );
  }
  if (error) {
    return <ErrorState reason={error.message} onRetry={onRetry} />;
  }
  return (
    <div role="status">
      <span className="sr-only">{loading}</span>
      {skeleton}
    </div>
  );
}

/** Placeholders for rows that are loading; `className` has their height. */
export function SkeletonRows({ count = 3, className = "h-14" }: { count?: number; className?: string }) {
  return (
    <div className="flex flex-col gap-3">
      {Array.from({ length: count }, (_, place) => (
        <Skeleton key={place} className={classNames("w-full", className)} />
      ))}
    </div>
  );
}
