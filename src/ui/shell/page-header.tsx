import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";
import { IntentLink } from "@/ui/text/intent-link";

/** The props of PageHeader. */
export interface PageHeaderProps {
  /** The page's heading; absent where the page has an editable one. */
  title?: ReactNode;
  description?: ReactNode;
  /** The back link. */
  back?: { href: string; label: string };
  actions?: ReactNode;
  className?: string;
}

/** The header of a page: heading, description, actions. */
export function PageHeader({ title, description, back, actions, className }: PageHeaderProps) {
  return (
    <div className={classNames("flex flex-wrap items-start justify-between gap-x-6 gap-y-3", className)}>
      {/* Of a basis of its own: a long description takes another line before the actions do. */}
      <div className="min-w-0 flex-1 basis-72">
        {back && (
          <IntentLink
            href={back.href}
            className="-ms-1 mb-1 inline-flex min-h-6 items-center gap-0.5 rounded-md pe-1 text-note font-medium text-ink-muted transition-colors focus-ring hover:text-ink"
          >
            <ChevronLeft aria-hidden className="size-3.5" />
            {back.label}
          </IntentLink>
        )}
        {title !== undefined && (
          <h1 className="text-title font-semibold tracking-[-0.015em] text-ink">{title}</h1>
        )}
        {description && <p className="mt-1 max-w-prose text-pretty text-ink-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}
