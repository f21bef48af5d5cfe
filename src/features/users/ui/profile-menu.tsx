"use client";

import { ChevronsUpDown, CircleCheck, Clock, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useMe } from "@/client/browser/me";
import type { Theme } from "@/client/browser/theme";
import { useTheme } from "@/client/browser/use-theme";
import { useSignOut } from "@/features/sessions/ui/use-sign-out";
import { Avatar } from "@/ui/avatar";
import { useAvailability, type Availability } from "./use-availability";
import { Menu, MenuGroup, MenuItem, MenuRadio, MenuSeparator } from "@/ui/menu";

/** How the button looks: a row in the sidebar, or the picture alone. */
export interface ProfileMenuProps {
  compact: boolean;
  side?: "top" | "bottom";
}

/** Who is signed in, and what concerns oneself: the look of the pages, and signing out. */
export function ProfileMenu({ compact, side = "top" }: ProfileMenuProps) {
  const me = useMe();
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
            aria-label={`Your account: ${me.name}${me.isStaff && availability === "away" ? ", away" : ""}`}
            className={
              compact
                ? "flex size-10 items-center justify-center rounded-full transition-colors focus-ring hover:bg-pressed/60 aria-expanded:bg-pressed/60"
                : "flex w-full items-center gap-2.5 rounded-lg px-2 py-1.5 text-left transition-colors focus-ring hover:bg-pressed/60 aria-expanded:bg-pressed/60"
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
                  <span className="truncate font-medium">{me.name}</span>
                  <span className="truncate text-xs text-ink-muted">{me.organisationName}</span>
                </span>
                <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
              </>
            )}
          </button>
        }
      >
        <div className="px-2 pt-1.5 pb-2">
          <p className="truncate font-medium">{me.name}</p>
          <p className="truncate text-xs text-ink-muted">{me.email ?? ROLE_WORDS[me.role]}</p>
          <p className="truncate text-xs text-ink-muted">{`${ROLE_WORDS[me.role]} at ${me.organisationName}`}</p>
        </div>
        <MenuSeparator />
        {me.isStaff && (
          <>
            <MenuGroup label="Colleagues see you as">
              <MenuRadio<Availability>
                label="Colleagues see you as"
                options={AVAILABILITY_OPTIONS}
                value={availability}
                onValueChange={setAvailability}
              />
            </MenuGroup>
            <MenuSeparator />
          </>
        )}
        <MenuGroup label="Appearance">
          <MenuRadio<Theme>
            label="Appearance"
            options={THEME_OPTIONS}
            value={theme}
            onValueChange={setTheme}
          />
        </MenuGroup>
        <MenuSeparator />
        <MenuItem icon={<LogOut />} onSelect={begin}>
          {isBusy ? "Signing out" : "Sign out"}
        </MenuItem>
      </Menu>
      {dialog}
    </>
  );
}

const ROLE_WORDS = {
  guest: "Guest",
  user: "Member",
  viewer: "Viewer",
  agent: "Agent",
  admin: "Administrator",
} as const;

const AVAILABILITY_OPTIONS = [
  { value: "online", label: "Online", icon: <CircleCheck /> },
  { value: "away", label: "Away", icon: <Clock /> },
] as const;

const THEME_OPTIONS = [
  { value: "light", label: "Light", icon: <Sun /> },
  { value: "dark", label: "Dark", icon: <Moon /> },
  { value: "system", label: "As the system", icon: <Monitor /> },
] as const;
