"use client";

import { Avatar, type AvatarProps } from "@/ui/people/avatar";
import { VisuallyHidden } from "@/ui/text/visually-hidden";
import { useTranslate } from "@/messages/translate-provider";
import { usePresence } from "./presence-provider";

/** A person's avatar and, where it is known, their presence. Their name is shown beside it. */
export function PersonAvatar({
  person,
  size = "sm",
}: {
  person: { id: string; name: string; avatarUrl: string | null };
  size?: AvatarProps["size"];
}) {
  const t = useTranslate();
  const known = usePresence(person.id);
  const status = known && known.status !== "offline" ? known.status : undefined;
  return (
    <>
      <Avatar
        name={person.name}
        id={person.id}
        src={person.avatarUrl}
        size={size}
        {...(status ? { status } : {})}
        decorative
      />
      {status && <VisuallyHidden>{t(`users.${status}Before`)}</VisuallyHidden>}
    </>
  );
}
