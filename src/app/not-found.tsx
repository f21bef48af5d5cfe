import { Compass } from "lucide-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/ui/buttons/button-link";
import { EmptyState } from "@/ui/states/empty";
import { pageTranslate } from "@/server/pages/speech";

/** Named like a page, because it is one. */
/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.notFound") };
}

/** Says the same whether the page is gone, never existed, or this person may not see it. */
export default async function NotFound() {
  const t = await pageTranslate();
  return (
    <main id="main" className="roomy flex min-h-dvh items-center justify-center bg-canvas">
      <EmptyState
        level={1}
        icon={<Compass />}
        title={t("shell.notFound.title")}
        reason={t("shell.notFound.reason")}
        action={
          <ButtonLink href="/" variant="primary">
            {t("shell.notFound.start")}
          </ButtonLink>
        }
      />
    </main>
  );
}
