"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import { classNames } from "@/ui/class-names";
import { POPUP_CLASSES, POPUP_ITEM_CLASSES } from "@/ui/popup-styles";
import { KeyboardHint } from "@/ui/marks/kbd";
import { AdoptedTrigger } from "@/ui/on-demand/adopted-trigger";
import {
  MenuContext,
  type MenuGroupProps,
  type MenuItemProps,
  type MenuLinkProps,
  type MenuRadioProps,
  type MenuRowProps,
} from "./menu-rows";
import type { MenuProps, Opener } from "./overlay-props";

/** The menu itself, whose code comes when it is first needed. */
export function MenuPopup({
  opener,
  children,
  align = "start",
  side = "bottom",
  className,
  onOpenChange,
}: MenuProps & Opener) {
  return (
    <BaseMenu.Root modal={false} onOpenChange={onOpenChange}>
      {opener && (
        <BaseMenu.Trigger
          id={opener.id}
          render={(own) => <AdoptedTrigger wire={opener.wire} props={own} />}
        />
      )}
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <BaseMenu.Popup className={classNames(POPUP_CLASSES, "min-w-48 max-w-80", className)}>
            <MenuContext value={ROWS}>{children}</MenuContext>
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

function Item({ onSelect, danger, disabled, ...row }: MenuItemProps) {
  return (
    <BaseMenu.Item
      onClick={onSelect}
      disabled={disabled}
      className={classNames(POPUP_ITEM_CLASSES, danger && "text-danger-ink data-highlighted:bg-danger-soft")}
    >
      <MenuRow {...row} />
    </BaseMenu.Item>
  );
}

function LinkItem({ href, ...row }: MenuLinkProps) {
  return (
    <BaseMenu.LinkItem closeOnClick render={<Link href={href} />} className={POPUP_ITEM_CLASSES}>
      <MenuRow {...row} />
    </BaseMenu.LinkItem>
  );
}

function Radio<Value extends string>({ label, options, value, onValueChange }: MenuRadioProps<Value>) {
  return (
    <BaseMenu.RadioGroup
      value={value}
      onValueChange={(next: Value) => onValueChange(next)}
      aria-label={label}
    >
      {options.map((option) => (
        <BaseMenu.RadioItem
          key={option.value}
          value={option.value}
          closeOnClick
          className={POPUP_ITEM_CLASSES}
        >
          {option.icon}
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          <span className="flex size-4 text-accent">
            <BaseMenu.RadioItemIndicator>
              <Check aria-hidden />
            </BaseMenu.RadioItemIndicator>
          </span>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  );
}

function Group({ label, children }: MenuGroupProps) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="px-2 pt-2 pb-1 text-xs font-medium text-ink-faint">
        {label}
      </BaseMenu.GroupLabel>
      {children}
    </BaseMenu.Group>
  );
}

function Separator() {
  return <BaseMenu.Separator className="mx-2 my-1 h-px bg-line" />;
}

function MenuRow({ icon, keys, hint, children }: MenuRowProps) {
  return (
    <>
      {icon && <span className="flex text-ink-faint in-data-highlighted:text-current">{icon}</span>}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">{children}</span>
        {hint && <span className="text-xs text-ink-muted">{hint}</span>}
      </span>
      {keys && <KeyboardHint keys={keys} className="ms-4 text-ink-faint" />}
    </>
  );
}

const ROWS = { Item, Link: LinkItem, Radio, Group, Separator };
