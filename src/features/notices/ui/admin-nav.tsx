"use client";

import {
  Bell,
  Cable,
  ChevronsUpDown,
  KeyRound,
  KeySquare,
  LayoutDashboard,
  ListChecks,
  Mail,
  Megaphone,
  ScrollText,
  Settings,
  Tag,
  Tags,
  Trash2,
  UserRound,
  UsersRound,
  Webhook,
} from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CountBadge } from "@/ui/marks/badge";
import { Menu, MenuGroup, MenuLink } from "@/ui/overlays/menu";
import { IntentLink } from "@/ui/text/intent-link";
import { useNoticeCount } from "./use-notice-count";

const OVERVIEW = "/admin";
const NOTICES = "/admin/notices";
const GROUPS = [
  {
    label: "notices.group.first",
    places: [
      { href: OVERVIEW, label: "notices.place.overview", Icon: LayoutDashboard },
      { href: NOTICES, label: "notices.place.notices", Icon: Bell },
      { href: "/admin/announcements", label: "notices.place.announcements", Icon: Megaphone },
    ],
  },
  {
    label: "notices.group.people",
    places: [
      { href: "/admin/people", label: "notices.place.people", Icon: UserRound },
      { href: "/admin/teams", label: "notices.place.teams", Icon: UsersRound },
      { href: "/admin/sign-in", label: "notices.place.signIn", Icon: KeyRound },
    ],
  },
  {
    label: "notices.group.desk",
    places: [
      { href: "/admin/categories", label: "notices.place.categories", Icon: Tags },
      { href: "/admin/tags", label: "notices.place.tags", Icon: Tag },
      { href: "/admin/settings", label: "notices.place.settings", Icon: Settings },
      { href: "/admin/deleted", label: "notices.place.deleted", Icon: Trash2 },
    ],
  },
  {
    label: "notices.group.system",
    places: [
      { href: "/admin/connections", label: "notices.place.connections", Icon: Cable },
      { href: "/admin/jobs", label: "notices.place.jobs", Icon: ListChecks },
      { href: "/admin/mail", label: "notices.place.mail", Icon: Mail },
      { href: "/admin/webhooks", label: "notices.place.webhooks", Icon: Webhook },
      { href: "/admin/audit", label: "notices.place.audit", Icon: ScrollText },
      { href: "/admin/tokens", label: "notices.place.tokens", Icon: KeySquare },
    ],
  },
] as const;
const PLACES = GROUPS.flatMap(({ places }) => [...places]);

/** The navigation of the admin area: a column at the side, and where there is no room for one a menu that names the present page. */
export function AdminNav() {
  const t = useTranslate();
  const path = usePathname();
  const present = PLACES.find(
    ({ href }) => path === href || (href !== OVERVIEW && path.startsWith(`${href}/`)),
  );
  return (
    <nav aria-label={t("notices.place.nav")} className="shrink-0">
      <div className="border-b border-line px-4 py-2 sm:px-6 lg:hidden">
        <PlacesMenu present={present} />
      </div>
      <div className="hidden h-full w-52 flex-col gap-4 border-e border-line px-3 py-5 lg:flex">
        {GROUPS.map(({ label, places }) => (
          <div key={label} className="flex flex-col gap-0.5">
            <p id={label} className="px-2.5 pb-1 text-xs font-medium text-ink-faint">
              {t(label)}
            </p>
            <ul aria-labelledby={label} className="flex flex-col gap-0.5">
              {places.map(({ href, label: name, Icon }) => (
                <li key={href}>
                  <IntentLink
                    href={href}
                    aria-current={present?.href === href ? "page" : undefined}
                    className="flex h-8 items-center gap-2.5 rounded-lg px-2.5 text-ui text-ink-muted transition-colors focus-ring-inset hover:bg-hover hover:text-ink aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:h-11"
                  >
                    <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
                    <span className="min-w-0 flex-1 truncate">{t(name)}</span>
                    {href === NOTICES && <NoticeCount />}
                  </IntentLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}

function PlacesMenu({ present }: { present: (typeof PLACES)[number] | undefined }) {
  const t = useTranslate();
  return (
    <Menu
      trigger={
        <Button className="max-w-full">
          <span className="flex min-w-0 items-center gap-2">
            {present && <present.Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />}
            <span className="truncate">{t(present?.label ?? "notices.place.nav")}</span>
            {present?.href === NOTICES && <NoticeCount />}
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
        </Button>
      }
    >
      {GROUPS.map(({ label, places }) => (
        <MenuGroup key={label} label={t(label)}>
          {places.map(({ href, label: name, Icon }) => (
            <MenuLink key={href} href={href} icon={<Icon aria-hidden />}>
              <span className="flex items-center justify-between gap-3">
                {t(name)}
                {href === NOTICES && <NoticeCount />}
              </span>
            </MenuLink>
          ))}
        </MenuGroup>
      ))}
    </Menu>
  );
}

function NoticeCount() {
  const t = useTranslate();
  const count = useNoticeCount(null);
  return count > 0 ? (
    <CountBadge count={count} label={t("notices.place.notAcknowledged")} tone="accent" />
  ) : null;
}
