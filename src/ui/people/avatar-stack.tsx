"use client";

import { useSpeech } from "@/messages/translate-provider";
import { Avatar, type AvatarPresence, type AvatarSize } from "./avatar";
import { Tooltip } from "@/ui/tooltip/tooltip";

/** One of the people in a stack. */
export interface StackedPerson {
  id: string;
  name: string;
  src?: string | null;
  presence?: AvatarPresence;
}

/** The props of AvatarStack. */
export interface AvatarStackProps {
  people: readonly StackedPerson[];
  /** The name of the group, for screen readers: "Viewing this". */
  label: string;
  size?: AvatarSize;
  /** How many are shown before "+3". */
  max?: number;
}

/** Several people side by side, with their names as tooltips. */
export function AvatarStack({ people, label, size = "sm", max = 4 }: AvatarStackProps) {
  const { t, locale } = useSpeech();
  if (people.length === 0) {
    return null;
  }
  const shown = people.length > max + 1 ? people.slice(0, max) : people;
  const rest = people.slice(shown.length);
  const names = new Intl.ListFormat(locale, { type: "unit" }).format(rest.map((person) => person.name));
  return (
    <ul aria-label={label} className="flex items-center gap-1.5">
      {shown.map((person) => (
        <li key={person.id} className="flex">
          <Tooltip
            content={
              person.presence
                ? t("ui.personAs", { name: person.name, what: t(`ui.presence.${person.presence}`) })
                : person.name
            }
          >
            <span tabIndex={0} className="flex rounded-full p-0.5 focus-ring">
              <Avatar {...person} size={size} />
            </span>
          </Tooltip>
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <Tooltip content={names}>
            <span tabIndex={0} className="rounded-full px-1 text-xs font-medium text-ink-muted focus-ring">
              <span aria-hidden>+{rest.length}</span>
              <span className="sr-only">{t("ui.and", { names })}</span>
            </span>
          </Tooltip>
        </li>
      )}
    </ul>
  );
}
