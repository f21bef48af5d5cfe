import type { Metadata } from "next";
import { pageTranslate } from "@/server/pages/speech";
import { NothingHere } from "./nothing-here";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.notFound") };
}

/** Says the same whether the page is gone, never existed, or this person may not see it. */
export default function NotFound() {
  return <NothingHere />;
}
