import { Compass } from "lucide-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/ui/button-link";
import { EmptyState } from "@/ui/empty-state";

/** Named like a page, because it is one. */
export const metadata: Metadata = { title: "Not found" };

/** Says the same whether the thing is gone, never was, or is not for this person. */
export default function NotFound() {
  return (
    <main id="main" className="roomy flex min-h-dvh items-center justify-center bg-canvas">
      <EmptyState
        level={1}
        icon={<Compass />}
        title="There is nothing here for you"
        reason="The address may be mistyped, what it led to may be gone, or you may not have access to it."
        action={
          <ButtonLink href="/" variant="primary">
            Go to the start
          </ButtonLink>
        }
      />
    </main>
  );
}
