"use client";

import { useEffect, useRef } from "react";
import type { CannedReplyDto } from "@/features/canned-replies/schema";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { Kbd } from "@/ui/marks/kbd";
import { Spinner } from "@/ui/marks/spinner";
import { Markdown } from "@/ui/text/markdown";
import type { CannedPicker } from "./use-canned-picker";

/** The canned replies that fit, above the field that is written in, and how the chosen one reads here. The focus stays in the field. */
export function CannedPickerList({ picker }: { picker: CannedPicker }) {
  const t = useTranslate();
  const { isOpen, items, state, active } = picker;
  const reply = items[active];
  return (
    <>
      <p role="status" className="sr-only">
        {isOpen && state === "ready" ? t("cannedReplies.pick.results", { count: items.length }) : ""}
      </p>
      {isOpen && (
        <div
          className="pop absolute inset-x-0 bottom-full z-40 mb-1.5 flex max-h-[min(24rem,45vh)] overflow-hidden rounded-xl bg-raised text-ui text-ink shadow-float forced-colors:border"
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
        >
          {items.length === 0 ? (
            <p className="flex items-center gap-2 px-3.5 py-2.5 text-ink-muted">
              {state === "searching" && <Spinner />}
              {t(
                `cannedReplies.pick.${state === "searching" ? "searching" : state === "failed" ? "failed" : "nothing"}`,
              )}
            </p>
          ) : (
            <ul
              id={picker.listId}
              role="listbox"
              aria-label={t("cannedReplies.pick.list")}
              className="min-w-0 flex-1 overflow-y-auto overscroll-contain p-1 sm:max-w-64 sm:border-e sm:border-line"
            >
              {items.map((item, index) => (
                <Option key={item.id} picker={picker} reply={item} index={index} />
              ))}
            </ul>
          )}
          {reply && <Preview picker={picker} reply={reply} />}
        </div>
      )}
    </>
  );
}

function Option({ picker, reply, index }: { picker: CannedPicker; reply: CannedReplyDto; index: number }) {
  const isActive = picker.active === index;
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isActive) {
      element.current?.scrollIntoView({ block: "nearest" });
    }
  }, [isActive]);
  return (
    // The keys are those of the field, which has the focus.
    <li
      ref={element}
      id={picker.optionId(index)}
      role="option"
      aria-selected={isActive}
      onPointerMove={() => !isActive && picker.setActive(index)}
      onClick={() => picker.choose(reply)}
      className={classNames(
        "flex cursor-default flex-col justify-center rounded-lg px-2.5 py-1.5 pointer-coarse:min-h-11",
        isActive && "bg-hover forced-colors:outline",
      )}
    >
      <span className="flex items-baseline gap-2">
        <bdi className="min-w-0 flex-1 truncate font-medium">{reply.name}</bdi>
        {reply.keyword !== null && (
          <Kbd>
            <bdi>/{reply.keyword}</bdi>
          </Kbd>
        )}
      </span>
      <span dir="auto" className="truncate text-note text-ink-muted sm:hidden">
        {reply.body.slice(0, 120)}
      </span>
    </li>
  );
}

function Preview({ picker, reply }: { picker: CannedPicker; reply: CannedReplyDto }) {
  const t = useTranslate();
  const { text, missing } = picker.fill(reply);
  return (
    <div
      inert
      aria-hidden
      className="hidden min-w-0 flex-1 flex-col gap-2 overflow-y-auto px-3.5 py-2.5 sm:flex"
    >
      {missing.length > 0 && (
        <p className="text-note text-warning-ink">
          {t("cannedReplies.pick.missing", { count: missing.length, names: missing.join(" ") })}
        </p>
      )}
      <Markdown>{text}</Markdown>
    </div>
  );
}
