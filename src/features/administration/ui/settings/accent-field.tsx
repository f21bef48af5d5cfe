"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { accentTokens, checkAccent } from "@/shared/colour/accent";
import { HEX_COLOUR, hexOf, type Oklch } from "@/shared/colour/oklch";
import { Button } from "@/ui/buttons/button";
import { Input } from "@/ui/fields/input";
import { Switch } from "@/ui/fields/switch";

/** What the colour begins with: the product's own accent. */
const FIRST = "#0b6e5f";

/** The accent: that of the product, or a colour of one's own, with how well words are read on it and how it looks in both themes. */
export function AccentField({
  value,
  onValueChange,
}: {
  value: string | null;
  onValueChange: (value: string | null) => void;
}) {
  const t = useTranslate();
  return (
    <div className="flex flex-col gap-4">
      <Switch
        checked={value !== null}
        onCheckedChange={(isOwn) => onValueChange(isOwn ? FIRST : null)}
        label={t("settings.accent.own")}
        hint={t("settings.accent.ownHint")}
      />
      {value !== null && <OwnAccent value={value} onValueChange={onValueChange} />}
    </div>
  );
}

function OwnAccent({ value, onValueChange }: { value: string; onValueChange: (value: string) => void }) {
  const t = useTranslate();
  const [text, setText] = useState(value);
  // What was typed stands as it was typed, as long as it is what counts.
  const shown = text.trim().toLowerCase() === value ? text : value;
  const isColour = HEX_COLOUR.test(value);
  const type = (next: string): void => {
    setText(next);
    onValueChange(next.trim().toLowerCase());
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <input
          type="color"
          aria-label={t("settings.accent.pick")}
          value={isColour ? value : FIRST}
          onChange={(event) => type(event.target.value)}
          className="h-(--control) w-14 cursor-pointer rounded-lg bg-surface p-1 ring-1 ring-line-strong focus-ring"
        />
        <Input
          aria-label={t("settings.accent.code")}
          value={shown}
          onChange={(event) => type(event.target.value)}
          spellCheck={false}
          autoComplete="off"
          dir="ltr"
          maxLength={20}
          className="w-32 font-mono"
        />
      </div>
      {isColour ? (
        <Judgement colour={value} onTake={type} />
      ) : (
        <p className="text-note text-danger-ink">{t("settings.accent.noColour")}</p>
      )}
    </>
  );
}

function Judgement({ colour, onTake }: { colour: string; onTake: (colour: string) => void }) {
  const t = useTranslate();
  const { passes, ratio, nearest } = checkAccent(colour);
  const { light, dark } = accentTokens(nearest);
  return (
    <>
      <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-2 text-note">
        {passes ? (
          <span className="inline-flex items-start gap-2 text-success-ink">
            <CircleCheck aria-hidden className="size-4 shrink-0" />
            {t("settings.accent.passes", { ratio })}
          </span>
        ) : (
          <>
            <span className="inline-flex min-w-0 flex-1 basis-48 items-start gap-2 text-danger-ink">
              <CircleAlert aria-hidden className="size-4 shrink-0" />
              {t("settings.accent.fails", { ratio, nearest })}
            </span>
            <Button size="sm" onClick={() => onTake(nearest)}>
              {t("settings.accent.take", { nearest })}
            </Button>
          </>
        )}
      </div>
      <ul className="flex flex-wrap gap-3" aria-label={t("settings.accent.preview")}>
        <Sample words={t("settings.accent.light")} ground="#fbfbf9" tokens={light} />
        <Sample words={t("settings.accent.dark")} ground="#171c1a" tokens={dark} />
      </ul>
    </>
  );
}

function Sample({
  words,
  ground,
  tokens,
}: {
  words: string;
  ground: string;
  tokens: Record<"accent" | "on-accent" | "accent-ink", Oklch>;
}) {
  return (
    <li
      className="flex items-center gap-3 rounded-lg px-4 py-3 ring-1 ring-line"
      style={{ backgroundColor: ground }}
    >
      <span
        className="rounded-lg px-3 py-1.5 font-medium"
        style={{ backgroundColor: hexOf(tokens.accent), color: hexOf(tokens["on-accent"]) }}
      >
        {words}
      </span>
      <span className="font-medium underline" style={{ color: hexOf(tokens["accent-ink"]) }}>
        {words}
      </span>
    </li>
  );
}
