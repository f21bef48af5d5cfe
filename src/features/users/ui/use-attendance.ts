"use client";

import { useSyncExternalStore } from "react";
import { Listeners } from "@/shared/listeners";
import { awaySince, isAwayAt, type Attendance } from "./attendance";

/** Whether the person is away: the page is hidden, or without input for a while. They are back at the first input. */
export function useIsAway(): boolean {
  return useSyncExternalStore(
    listeners.add,
    () => isAway,
    () => false,
  );
}

const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

// One watch for the page, running only while a component uses it.
const listeners = new Listeners(watch);
let attendance: Attendance = { lastInputAt: 0, hiddenSince: null };
let isAway = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function watch(): () => void {
  attendance = { lastInputAt: Date.now(), hiddenSince: document.hidden ? Date.now() : null };
  INPUTS.forEach((name) => window.addEventListener(name, touched, { capture: true, passive: true }));
  document.addEventListener("visibilitychange", shown);
  check();
  return () => {
    INPUTS.forEach((name) => window.removeEventListener(name, touched, { capture: true }));
    document.removeEventListener("visibilitychange", shown);
    clearTimeout(timer);
  };
}

function touched(): void {
  attendance.lastInputAt = Date.now();
  if (isAway) {
    check();
  }
}

function shown(): void {
  attendance = document.hidden
    ? { ...attendance, hiddenSince: Date.now() }
    : { lastInputAt: Date.now(), hiddenSince: null };
  check();
}

function check(): void {
  const now = Date.now();
  const next = isAwayAt(attendance, now);
  clearTimeout(timer);
  if (!next) {
    timer = setTimeout(check, awaySince(attendance) - now);
  }
  if (next !== isAway) {
    isAway = next;
    listeners.emit();
  }
}
