import { Pencil } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { hueOf, initialsOf } from "./initials";

/** What a person is doing on the ticket, shown around their picture. */
export type AvatarPresence = "viewing" | "typing" | "away";

/** A person's presence, shown as a mark at the corner of their picture. */
export type AvatarStatus = "online" | "away";

/** Widths: xs 20, sm 24, md 32, lg 40, xl 56 px. */
export type AvatarSize = "xs" | "sm" | "md" | "lg" | "xl";

/** The props of Avatar. */
export interface AvatarProps {
  name: string;
  /** Decides the hue, so that a changed name keeps its colour; the name where there is none. */
  id?: string;
  src?: string | null;
  size?: AvatarSize;
  presence?: AvatarPresence;
  status?: AvatarStatus;
  /** The name is beside it, so screen readers skip the avatar. */
  decorative?: boolean;
  className?: string;
}

const SIZES: Record<AvatarSize, string> = {
  xs: "size-5 text-[0.5625rem]",
  sm: "size-6 text-[0.625rem]",
  md: "size-8 text-xs",
  lg: "size-10 text-sm",
  xl: "size-14 text-lg",
};

/** The mark's widths: distinguishable at once, and small enough to leave the initials visible. */
const MARKS: Record<AvatarSize, string> = {
  xs: "size-2",
  sm: "size-2.25",
  md: "size-2.75",
  lg: "size-3",
  xl: "size-3.5",
};

const RINGS: Record<AvatarPresence, string> = {
  viewing: "",
  typing: "outline-2 outline-offset-1 outline-accent",
  away: "outline-2 outline-offset-1 outline-dashed outline-line-strong",
};

/** A person: their picture, or their initials on a colour of their own. */
export function Avatar({ name, id, src, size = "md", presence, status, decorative, className }: AvatarProps) {
  const t = useTranslate();
  const state = presence ?? status;
  const label = state ? t("ui.personAs", { name, what: t(`ui.presence.${state}`) }) : name;
  return (
    <span
      role={decorative ? undefined : "img"}
      aria-label={decorative ? undefined : label}
      aria-hidden={decorative || undefined}
      className={classNames("relative inline-flex shrink-0 select-none rounded-full", SIZES[size], className)}
    >
      <span
        style={{ "--avatar-hue": hueOf(id ?? name) }}
        className={classNames(
          "flex size-full items-center justify-center overflow-hidden rounded-full font-semibold tracking-tight transition-colors",
          presence === "away" ? "bg-neutral-soft text-ink-muted" : "avatar-tint",
          presence && RINGS[presence],
        )}
      >
        {src ? (
          // A plain image: it comes from our own origin, already small, and with an access check that an optimiser would skip.
          <img
            src={src}
            alt=""
            className={classNames("size-full object-cover", presence === "away" && "grayscale")}
          />
        ) : (
          <span aria-hidden>{initialsOf(name)}</span>
        )}
      </span>
      {status && (
        // A full disc or a ring: colour is not the only difference.
        <span
          className={classNames(
            "absolute -end-0.5 -bottom-0.5 rounded-full ring-2 ring-surface",
            MARKS[size],
            status === "online" ? "bg-success" : "border-2 border-warning bg-surface",
          )}
        />
      )}
      {presence === "typing" && (
        <span className="absolute -end-1 -bottom-1 flex size-4 items-center justify-center rounded-full bg-accent text-on-accent ring-2 ring-surface">
          <Pencil aria-hidden className="size-2.5" strokeWidth={2.5} />
        </span>
      )}
    </span>
  );
}
