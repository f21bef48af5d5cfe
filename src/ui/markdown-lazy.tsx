"use client";

import dynamic from "next/dynamic";
import { SkeletonText } from "./skeleton";

/** Markdown for places that need it only after a press (a preview): its parser is fetched then. */
export const MarkdownLazy = dynamic(() => import("./markdown").then((module) => module.Markdown), {
  loading: () => <SkeletonText lines={2} />,
});
