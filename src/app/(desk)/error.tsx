"use client";

import { useEffect } from "react";
import { ErrorState } from "@/ui/error-state";

/** A page of the desk that broke: the shell around it stays, with the way to everywhere else. */
export default function DeskError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <div className="flex flex-1 items-center justify-center">
      <ErrorState
        level={1}
        title="This page broke"
        reason="The fault is ours. Try again; if it stays, tell your administrator."
        reference={digestOf(error)}
        onRetry={retry}
      />
    </div>
  );
}

function digestOf(error: unknown): string | undefined {
  const digest: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "digest") : undefined;
  return typeof digest === "string" ? digest : undefined;
}
