"use client";

import { Plus, X } from "lucide-react";
import { useSpeech } from "@/messages/translate-provider";
import { IconButton } from "@/ui/buttons/icon-button";
import { Input } from "@/ui/fields/input";
import { dayName, readTime, timeText, type Week } from "./week-words";

type Span = Week[number][number];

const SPANS_MOST = 4;
const LAST_MINUTE = 1_440;
const HOUR = 60;

/** When people work on each day of the week: up to four spans a day. */
export function WeekField({ value, onValueChange }: { value: Week; onValueChange: (week: Week) => void }) {
  const { locale } = useSpeech();
  const setDay = (day: number, spans: Span[]): void =>
    onValueChange(value.map((one, other) => (other === day ? spans : one)));
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line">
      {value.map((spans, day) => (
        <Day
          key={dayName(locale, day)}
          name={dayName(locale, day)}
          spans={spans}
          onChange={(next) => setDay(day, next)}
        />
      ))}
    </ul>
  );
}

function Day({
  name,
  spans,
  onChange,
}: {
  name: string;
  spans: readonly Span[];
  onChange: (spans: Span[]) => void;
}) {
  const { t } = useSpeech();
  const end = spans.at(-1)?.to ?? null;
  const set = (place: number, part: Partial<Span>): void =>
    onChange(spans.map((span, other) => (other === place ? { ...span, ...part } : span)));
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-3 py-2">
      <span className="flex h-(--control) w-full items-center font-medium sm:w-28 sm:shrink-0">{name}</span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        {spans.length === 0 && (
          <span className="flex h-(--control) items-center text-ink-muted">{t("settings.hours.free")}</span>
        )}
        {spans.map((span, place) => (
          <span key={place} className="flex flex-wrap items-center gap-2">
            <Time
              label={t("settings.hours.from", { day: name, place: place + 1 })}
              value={span.from}
              isEnd={false}
              onChange={(from) => set(place, { from })}
            />
            <span aria-hidden>–</span>
            <Time
              label={t("settings.hours.to", { day: name, place: place + 1 })}
              value={span.to}
              isEnd
              onChange={(to) => set(place, { to })}
            />
            <IconButton
              icon={<X aria-hidden />}
              label={t("settings.hours.remove", { day: name, place: place + 1 })}
              onClick={() => onChange(spans.filter((_, other) => other !== place))}
            />
          </span>
        ))}
      </div>
      {spans.length < SPANS_MOST && (end === null || end < LAST_MINUTE - 1) && (
        <IconButton
          icon={<Plus aria-hidden />}
          label={t("settings.hours.add", { day: name })}
          onClick={() => onChange([...spans, nextSpan(end)])}
        />
      )}
    </li>
  );
}

function Time({
  label,
  value,
  isEnd,
  onChange,
}: {
  label: string;
  value: number;
  isEnd: boolean;
  onChange: (minutes: number) => void;
}) {
  return (
    <Input
      type="time"
      aria-label={label}
      value={timeText(value)}
      onChange={(event) => {
        const time = readTime(event.target.value, isEnd);
        if (time !== null) {
          onChange(time);
        }
      }}
      // The clock of some browsers takes the room of the half of the day; times are typed here.
      className="w-28 [&::-webkit-calendar-picker-indicator]:hidden"
    />
  );
}

/** Nine to five on a free day; else an hour after the last span. */
function nextSpan(end: number | null): Span {
  return end === null
    ? { from: 9 * HOUR, to: 17 * HOUR }
    : {
        from: Math.min(end + HOUR, LAST_MINUTE - 1),
        to: Math.min(end + 2 * HOUR, LAST_MINUTE),
      };
}
