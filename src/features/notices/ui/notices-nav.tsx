"use client";

import { Bell, Cable, KeyRound, Mail, Trash2 } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { CountBadge } from "@/ui/marks/badge";
import { useTranslate } from "@/messages/translate-provider";
import { useNoticeCount } from "./use-notice-count";

const PLACES = [
  { href: "/admin/notices", label: "notices.place.notices", Icon: Bell },
  { href: "/admin/connections", label: "notices.place.connections", Icon: Cable },
  { href: "/admin/mail", label: "notices.place.mail", Icon: Mail },
  { href: "/admin/deleted", label: "notices.place.deleted", Icon: Trash2 },
  { href: "/admin/sign-in", label: "notices.place.signIn", Icon: KeyRound },
] as const;

/** The navigation of the admin area. */
export function NoticesNav() {
  const t = useTranslate();
  const path = usePathname();
  const count = useNoticeCount(null);
  return (
    <nav
      aria-label={t("notices.place.nav")}
      className="flex shrink-0 flex-wrap gap-x-1 border-b border-line px-2 sm:px-4"
    >
      {PLACES.map(({ href, label, Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? "page" : undefined}
          className="relative flex h-11 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-ui sm:gap-2 font-medium text-ink-muted transition-colors focus-ring-inset hover:text-ink aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-2.5 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:rounded-full aria-[current]:after:bg-accent"
        >
          {/* On a phone the words and a count of two digits take the whole width. */}
          <Icon aria-hidden className="size-4 shrink-0 max-sm:hidden" />
          {t(label)}
          {href === "/admin/notices" && count > 0 && (
            <CountBadge count={count} label={t("notices.place.notAcknowledged")} tone="accent" />
          )}
        </Link>
      ))}
    </nav>
  );
}
