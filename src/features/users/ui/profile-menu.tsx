"use client";

import { ChevronsUpDown, CircleCheck, Clock, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { useMe } from "@/client/browser/me";
import { useBrandName } from "@/ui/shell/brand";
import type { Theme } from "@/client/browser/theme";
import { useTheme } from "@/client/browser/use-theme";
import { hasOwnAccount } from "@/features/users/policy";
import { useSignOut } from "@/features/sessions/ui/use-sign-out";
import { Avatar } from "@/ui/people/avatar";
import { useTranslate } from "@/messages/translate-provider";
import { LanguageChoice } from "./language-choice";
import { useAvailability, type Availability } from "./use-availability";
import { Menu, MenuGroup, MenuItem, MenuLink, MenuRadio, MenuSeparator } from "@/ui/overlays/menu";

/** The form of the button: a row in the sidebar, or the picture alone. */
export interface ProfileMenuProps {
  compact: boolean;
  side?: "top" | "bottom";
}

/** The signed-in person's menu: availability, appearance, language and sign-out. */
export function ProfileMenu({ compact, side = "top" }: ProfileMenuProps) {
  const t = useTranslate();
  const me = useMe();
  const organisationName = useBrandName();
  const [theme, setTheme] = useTheme();
  const [availability, setAvailability] = useAvailability();
  const { isBusy, begin, dialog } = useSignOut(me.id);
  return (
    <>
      <Menu
        side={side}
        align={side === "top" ? "start" : "end"}
        className="w-60"
        trigger={
          <button
            type="button"
            aria-label={t(me.isStaff && availability === "away" ? "users.accountAway" : "users.account", {
              name: me.name,
            })}
            className={
              compact
                ? "flex size-10 items-center justify-center rounded-full transition-colors focus-ring hover:bg-pressed/60 aria-expanded:bg-pressed/60"
                : "flex w-full items-center gap-2.5 rounded-lg px-2 py-1.5 text-start transition-colors focus-ring hover:bg-pressed/60 aria-expanded:bg-pressed/60"
            }
          >
            <Avatar
              id={me.id}
              name={me.name}
              src={me.avatarUrl}
              size="md"
              {...(me.isStaff ? { status: availability } : {})}
              decorative
            />
            {!compact && (
              <>
                <span className="flex min-w-0 flex-1 flex-col leading-tight">
                  <bdi className="truncate font-medium">{me.name}</bdi>
                  <span className="truncate text-xs text-ink-muted">{organisationName}</span>
                </span>
                <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
              </>
            )}
          </button>
        }
      >
        <div className="px-2 pt-1.5 pb-2">
          <p dir="auto" className="truncate text-start font-medium">
            {me.name}
          </p>
          <p className="truncate text-xs text-ink-muted">{me.email ?? t(`users.role.${me.role}`)}</p>
          <p className="truncate text-xs text-ink-muted">
            {t(`users.roleAt.${me.role}`, { organisation: organisationName })}
          </p>
        </div>
        <MenuSeparator />
        {me.isStaff && (
          <>
            <MenuGroup label={t("users.seenAs")}>
              <MenuRadio<Availability>
                label={t("users.seenAs")}
                options={[
                  { value: "online", label: t("users.online"), icon: <CircleCheck /> },
                  { value: "away", label: t("users.away"), icon: <Clock /> },
                ]}
                value={availability}
                onValueChange={setAvailability}
              />
            </MenuGroup>
            <MenuSeparator />
          </>
        )}
        <MenuGroup label={t("users.appearance.title")}>
          <MenuRadio<Theme>
            label={t("users.appearance.title")}
            options={[
              { value: "light", label: t("users.appearance.light"), icon: <Sun /> },
              { value: "dark", label: t("users.appearance.dark"), icon: <Moon /> },
              { value: "system", label: t("users.appearance.system"), icon: <Monitor /> },
            ]}
            value={theme}
            onValueChange={setTheme}
          />
        </MenuGroup>
        <MenuSeparator />
        <LanguageChoice />
        <MenuSeparator />
        {hasOwnAccount(me) && (
          <MenuLink icon={<UserRound />} href="/account">
            {t("users.yourAccount")}
          </MenuLink>
        )}
        <MenuItem icon={<LogOut />} onSelect={begin}>
          {isBusy ? t("users.signingOut") : t("users.signOut")}
        </MenuItem>
      </Menu>
      {dialog}
    </>
  );
}
